package io.squall.retry;

/** What holds a client back, beside its back-off. The state of each is kept in {@link Brakes}. */
public sealed interface Brake {
    /** Who shares the state. */
    enum Scope {
        STORM,
        SOURCE
    }

    Scope scope();

    /** What pays into a budget. */
    enum Deposit {
        /** Each request (Finagle, Linkerd): load ≤ (1 + ratio) · requests + floor. */
        REQUEST,
        /** Each success (SDK standard mode). */
        SUCCESS,
        /** Each success, while every failure costs one token, and a retry none; no retry at or below half (gRPC A6). */
        GRPC
    }

    /**
     * Retries only while there are tokens.
     *
     * @param ratio tokens a deposit
     * @param bucket tokens at the most, and at the start
     * @param cost tokens a retry
     * @param floorPerSecond tokens that come by themselves
     */
    record Budget(Deposit deposit, double ratio, double bucket, double cost, double floorPerSecond, Scope scope)
            implements Brake {}

    /**
     * An attempt is turned away with probability max(0, (attempts − k · answers) / (attempts + 1)) over a window; attempts that were
     * turned away count as attempts (Beyer et al., Site Reliability Engineering, ch. 21).
     */
    record Throttle(double k, long windowNs, Scope scope) implements Brake {}

    /** After consecutive failures nothing is sent for a time, then one attempt to try. */
    record Breaker(int failures, long openNs, Scope scope) implements Brake {}
}
