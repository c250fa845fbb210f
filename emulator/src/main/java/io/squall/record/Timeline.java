package io.squall.record;

/**
 * The grid on which a run is recorded.
 *
 * @param durationNs instants in [0, durationNs) are intended
 * @param phases how many there are
 */
public record Timeline(long durationNs, int phases) {
    /** The length of a cut: windows slide in these steps. */
    public static final long CUT_NS = 100_000_000;

    public int cuts() {
        return Math.toIntExact((durationNs + CUT_NS - 1) / CUT_NS);
    }

    /** The cut of an instant; what lies outside the run belongs to its first or last cut. */
    public int cutOf(long instantNs) {
        return (int) Math.clamp(instantNs / CUT_NS, 0L, cuts() - 1L);
    }

    public static long startNs(int cut) {
        return cut * CUT_NS;
    }

    public static long endNs(int cut) {
        return (cut + 1) * CUT_NS;
    }
}
