package io.squall.wire;

/** Where a wire puts what it has learned. */
@FunctionalInterface
public interface Outcomes {
    /** @param doneNs when it happened, not when it was noticed */
    void outcome(long attempt, Outcome outcome, long doneNs);
}
