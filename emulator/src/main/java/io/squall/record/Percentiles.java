package io.squall.record;

/** The shape of a latency distribution; all zero when nothing was recorded. */
public record Percentiles(
        long count, long p50Ns, long p75Ns, long p90Ns, long p99Ns, long p999Ns, long maxNs, double meanNs) {
    public static final Percentiles NOTHING = new Percentiles(0, 0, 0, 0, 0, 0, 0, 0);
}
