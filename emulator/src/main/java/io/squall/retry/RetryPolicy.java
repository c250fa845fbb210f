package io.squall.retry;

import org.jspecify.annotations.Nullable;

/**
 * Whether and when a failed request is tried again.
 *
 * @param limit retries at the most, {@link #UNLIMITED} for no end; a request makes at most limit + 1 attempts
 * @param budget null for none; the other brakes likewise
 */
public record RetryPolicy(
        Backoff backoff,
        int limit,
        Brake.@Nullable Budget budget,
        Brake.@Nullable Throttle throttle,
        Brake.@Nullable Breaker breaker) {
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public static final RetryPolicy NEVER = of(new Backoff.None(), 0);

    /** A policy without brakes. */
    public static RetryPolicy of(Backoff backoff, int limit) {
        return new RetryPolicy(backoff, limit, null, null, null);
    }

    /** @param failures of this request so far */
    public boolean mayRetry(int failures) {
        return failures <= limit;
    }

    /** Whether an attempt may be turned away before it leaves. */
    public boolean isBraked() {
        return throttle != null || breaker != null;
    }

    /** The state of its brakes for a number of sources. */
    public Brakes brakes(int sources) {
        return new Brakes(this, sources);
    }
}
