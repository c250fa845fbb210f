package io.squall.time;

/** Nanoseconds since the start of the run; negative before it. Never goes back. */
@FunctionalInterface
public interface Clock {
    long nowNs();
}
