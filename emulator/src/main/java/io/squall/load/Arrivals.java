package io.squall.load;

/** The pattern of an open load's instants around its rate. */
public sealed interface Arrivals {
    /** Instant n is n / rate. */
    record Paced() implements Arrivals {}

    /**
     * Instant n is n / rate + U(0, {@code jitterNs}): the grid stays, and no periodic server can lock to it (RFC 2330 §11.1).
     * A jitter of at most one interval keeps the order.
     */
    record Jittered(long jitterNs) implements Arrivals {}

    /** Independent exponential distances: a Poisson process (RFC 2330 §11.1.1). */
    record Poisson() implements Arrivals {}
}
