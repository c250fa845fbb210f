package io.squall.verdict;

import io.squall.record.Recorder;
import io.squall.record.Timeline;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Whether a control class is starved, decided cut by cut.
 *
 * <pre>
 *     A_w  1 ┤▔▔▔▔╲                     ╱▔▔▔▔▔▔▔▔     A_w(t): share of the probes of [t − w, t) answered in time
 *        .95 ┤- - -│- - - - - - - - - -│- ├─ h ─┤
 *         .5 ┤- - -│- ├ w ┼ w ┤ - - - -│- - - - -
 *          0 ┤      ╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱
 *                  ▲ entered            ▲ left
 * </pre>
 *
 * Entered when A_w ≤ .5 in two consecutive disjoint windows, dated back to the first unanswered probe of the first of them; left
 * when A_w ≥ .95 throughout h, dated back to the start of h. All dates are intended instants. A window without a probe, or most of
 * whose cuts are not to be trusted, is no evidence.
 */
public final class Starvation {
    private static final double STARVED_AT = 0.5;
    private static final double HEALTHY_AT = 0.95;

    /** What a class is in, as known so far. */
    public enum State {
        HEALTHY,
        BROWN_OUT,
        STARVED
    }

    private final int windowCuts;
    private final int holdCuts;
    private final List<Cut> cuts = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private long sent;
    private long answered;
    private int heldCuts;
    private boolean starved;
    private long enteredNs;
    private double latest = 1;
    private final BitSet brownOut = new BitSet();

    private record Cut(long sentBefore, long answeredBefore, long firstUnansweredNs, boolean trusted) {}

    /**
     * Of one class.
     *
     * @param windowNs w, a multiple of the cut
     * @param holdNs h, a multiple of the cut
     */
    public Starvation(long windowNs, long holdNs) {
        windowCuts = Math.toIntExact(windowNs / Timeline.CUT_NS);
        holdCuts = Math.toIntExact(holdNs / Timeline.CUT_NS);
        if (windowCuts < 1 || holdCuts < 0) {
            throw new IllegalArgumentException("a window lasts a cut or more, not " + windowNs + " ns");
        }
    }

    /**
     * The next cut, all of whose probes are decided.
     *
     * @param firstUnansweredNs intended instant of its first unanswered probe, or {@link Recorder#NONE}
     * @param trusted false if this host was too late for an unanswered probe to mean anything
     */
    public void accept(long sentInCut, long answeredInCut, long firstUnansweredNs, boolean trusted) {
        cuts.add(new Cut(sent, answered, firstUnansweredNs, trusted));
        if (trusted) {
            sent += sentInCut;
            answered += answeredInCut;
        }
        int end = cuts.size();
        double window = availability(end);
        if (!Double.isNaN(window)) {
            latest = window;
        }
        heldCuts = window >= HEALTHY_AT ? heldCuts + 1 : 0;
        if (starved) {
            leave(end);
        } else {
            brownOut.set(end - 1, latest < HEALTHY_AT);
            enter(end, window);
        }
    }

    private void enter(int end, double window) {
        if (!(window <= STARVED_AT) || !(availability(end - windowCuts) <= STARVED_AT)) {
            return;
        }
        if (!mostlyTrusted(end) || !mostlyTrusted(end - windowCuts)) {
            return;
        }
        for (int cut = end - 2 * windowCuts; cut < end; cut++) {
            if (cuts.get(cut).trusted && cuts.get(cut).firstUnansweredNs != Recorder.NONE) {
                starved = true;
                enteredNs = Math.max(
                        cuts.get(cut).firstUnansweredNs,
                        spans.isEmpty() ? 0 : spans.getLast().leftNs());
                // What looked like a brown-out until now was the starvation's beginning.
                brownOut.clear(cut, end);
                return;
            }
        }
    }

    private void leave(int end) {
        if (heldCuts > holdCuts) {
            starved = false;
            spans.add(new Span(enteredNs, Timeline.startNs(end) - holdCuts * Timeline.CUT_NS));
        }
    }

    /** A_w of the window that ends before a cut; NaN if there is none. */
    private double availability(int end) {
        int start = end - windowCuts;
        if (start < 0) {
            return Double.NaN;
        }
        long sentToEnd = end == cuts.size() ? sent : cuts.get(end).sentBefore;
        long answeredToEnd = end == cuts.size() ? answered : cuts.get(end).answeredBefore;
        long inWindow = sentToEnd - cuts.get(start).sentBefore;
        return inWindow == 0 ? Double.NaN : (double) (answeredToEnd - cuts.get(start).answeredBefore) / inWindow;
    }

    private boolean mostlyTrusted(int end) {
        int trusted = 0;
        for (int cut = end - windowCuts; cut < end; cut++) {
            trusted += cuts.get(cut).trusted ? 1 : 0;
        }
        return 2 * trusted > windowCuts;
    }

    public State state() {
        if (starved) {
            return State.STARVED;
        }
        return latest >= HEALTHY_AT ? State.HEALTHY : State.BROWN_OUT;
    }

    /** Cuts taken in so far. */
    public int decidedCuts() {
        return cuts.size();
    }

    /** A_w of the newest window that had a probe in it. */
    public double latest() {
        return latest;
    }

    /** A_w of the window that ends with a cut; NaN before the first window is full or without a probe in it. */
    public double availabilityAfter(int cut) {
        return availability(cut + 1);
    }

    /** Time not starved in which A_w was below {@value #HEALTHY_AT}. */
    public long brownOutNs() {
        return brownOut.cardinality() * Timeline.CUT_NS;
    }

    /** All spans in which the class was starved; the last one may be open. */
    public List<Span> spans() {
        if (!starved) {
            return List.copyOf(spans);
        }
        List<Span> all = new ArrayList<>(spans);
        all.add(new Span(enteredNs, Span.OPEN));
        return all;
    }

    /** From the first unanswered probe to the start of the hold. */
    public record Span(long enteredNs, long leftNs) {
        /** The class had not left when the run ended. */
        public static final long OPEN = Long.MAX_VALUE;

        public boolean isOpen() {
            return leftNs == OPEN;
        }
    }
}
