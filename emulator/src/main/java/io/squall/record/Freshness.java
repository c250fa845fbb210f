package io.squall.record;

import java.util.Arrays;

/**
 * The age of the newest usable sample of a class, as a dashboard would show it, and the time for which it was too old.
 *
 * <pre>
 *     age  ▲      /|          blind: age &gt; 3 P
 *      3 P ┤- - -/-|- - -
 *          │ /|/   |/|/|      age = now − intended instant of the newest usable sample
 * </pre>
 *
 * <p>Exact, not sampled: the blind time before each sample is added when the sample comes.
 */
public final class Freshness {
    private final Timeline timeline;
    private final long staleAfterNs;
    private final long[] newestByCut;
    private final long[] blindByCut;
    private long newestNs;
    private long worstGapNs;
    private int filledCuts;
    private long blindUntilNs;

    /** @param staleAfterNs the age from which a panel is blind: three reporting periods */
    Freshness(Timeline timeline, long staleAfterNs) {
        this.timeline = timeline;
        this.staleAfterNs = staleAfterNs;
        newestByCut = new long[timeline.cuts()];
        blindByCut = new long[timeline.cuts()];
    }

    void usable(long intendedNs, long doneNs) {
        if (intendedNs <= newestNs) {
            return;
        }
        advanceTo(doneNs);
        newestNs = intendedNs;
    }

    /** Accounts for the time up to an instant, at which the run ends or a sample comes. */
    void advanceTo(long instantNs) {
        long untilNs = Math.min(instantNs, timeline.durationNs());
        worstGapNs = Math.max(worstGapNs, untilNs - newestNs);
        addBlind(newestNs + staleAfterNs, untilNs);
        int cut = untilNs == timeline.durationNs() ? timeline.cuts() : timeline.cutOf(untilNs);
        if (cut > filledCuts) {
            Arrays.fill(newestByCut, filledCuts, cut, newestNs);
            filledCuts = cut;
        }
    }

    private void addBlind(long fromNs, long untilNs) {
        long at = Math.max(fromNs, blindUntilNs);
        while (at < untilNs) {
            int cut = timeline.cutOf(at);
            long next = Math.min(untilNs, Timeline.endNs(cut));
            blindByCut[cut] += next - at;
            at = next;
        }
        blindUntilNs = Math.max(blindUntilNs, untilNs);
    }

    /** The intended instant of the newest sample that was usable by the end of a cut; 0 (the start) before the first. */
    public long newestNs(int cut) {
        return newestByCut[cut];
    }

    /** Nanoseconds of a cut in which the newest sample was too old. */
    public long blindNs(int cut) {
        return blindByCut[cut];
    }

    /** The greatest age that was reached. */
    public long worstGapNs() {
        return worstGapNs;
    }
}
