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

    private static final int MOST_ROWS = 20_000;

    public int cuts() {
        return Math.toIntExact((durationNs + CUT_NS - 1) / CUT_NS);
    }

    /**
     * How many cuts share a row of the files that a run leaves: one, unless it is longer than half an hour or so. Always a round
     * time, so that windows of round times are made of whole rows.
     */
    public int cutsPerRow() {
        for (int cuts : new int[] {1, 2, 5, 10, 20, 50, 100, 300}) {
            if (cuts() <= cuts * MOST_ROWS) {
                return cuts;
            }
        }
        return 600;
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
