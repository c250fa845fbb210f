package io.squall.retry;

/**
 * Whether and when a failed request is tried again.
 *
 * @param limit retries at the most, {@link #UNLIMITED} for no end; a request makes at most limit + 1 attempts
 */
public record RetryPolicy(Backoff backoff, int limit) {
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public static final RetryPolicy NEVER = new RetryPolicy(new Backoff.None(), 0);

    /** @param failures of this request so far */
    public boolean mayRetry(int failures) {
        return failures <= limit;
    }
}
