package io.squall.record;

/** The grid on which a run is recorded. */
public final class Timeline {
    /** The length of a cut: windows slide in these steps. */
    public static final long CUT_NS = 100_000_000;

    private static final int MOST_ROWS = 20_000;

    private final long durationNs;
    private final int phases;
    private final int cuts;

    /**
     * @param durationNs instants in [0, durationNs) are intended
     * @param phases how many there are
     */
    public Timeline(long durationNs, int phases) {
        this.durationNs = durationNs;
        this.phases = phases;
        cuts = Math.toIntExact((durationNs + CUT_NS - 1) / CUT_NS);
    }

    public long durationNs() {
        return durationNs;
    }

    public int phases() {
        return phases;
    }

    public int cuts() {
        return cuts;
    }

    /**
     * How many cuts share a row of the files that a run leaves: one, unless it is longer than half an hour or so. Always a round
     * time, so that windows of round times are made of whole rows.
     */
    public int cutsPerRow() {
        for (int together : new int[] {1, 2, 5, 10, 20, 50, 100, 300}) {
            if (cuts <= together * MOST_ROWS) {
                return together;
            }
        }
        return 600;
    }

    /** The cut of an instant; what lies outside the run belongs to its first or last cut. */
    public int cutOf(long instantNs) {
        return (int) Math.clamp(instantNs / CUT_NS, 0L, cuts - 1L);
    }

    public static long startNs(int cut) {
        return cut * CUT_NS;
    }

    public static long endNs(int cut) {
        return (cut + 1) * CUT_NS;
    }
}
