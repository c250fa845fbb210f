package io.squall.record;

/** The grid on which a run is recorded. */
public final class Timeline {
    /** The length of a cut: windows slide in these steps. */
    public static final long CUT_NS = 100_000_000;

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
