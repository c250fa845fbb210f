package io.squall.record;

import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * How much later than it should Squall itself did something: a send after its intended instant, a packet forwarded after the
 * device let it go, a thread woken after its timer. One writer.
 */
public final class Lateness {
    private static final long LONGEST_NS = 3_600_000_000_000L;

    private final Histogram histogram = new Histogram(LONGEST_NS, 2);
    private final Timeline timeline;
    private final AtomicLongArray worstByCut;
    private long onTime;

    public Lateness(Timeline timeline) {
        this.timeline = timeline;
        worstByCut = new AtomicLongArray(timeline.cuts());
    }

    /**
     * One thing was done.
     *
     * @param atNs when; all cuts from the instant at which it should have been done are marked
     */
    public void record(long atNs, long latenessNs) {
        if (latenessNs <= 0) {
            onTime++;
            return;
        }
        long late = Math.clamp(latenessNs, 0, LONGEST_NS);
        histogram.recordValue(late);
        int last = timeline.cutOf(atNs);
        for (int cut = timeline.cutOf(atNs - late); cut <= last; cut++) {
            if (late > worstByCut.getOpaque(cut)) {
                worstByCut.setOpaque(cut, late);
            }
        }
    }

    /** The worst of a cut; any thread may ask. */
    public long worstNs(int cut) {
        return worstByCut.getOpaque(cut);
    }

    /** At rest only: after the writer has stopped. */
    public long percentileNs(double percentile) {
        double beyond = percentile / 100 * count() - onTime;
        return beyond <= 0 ? 0 : histogram.getValueAtPercentile(100 * beyond / histogram.getTotalCount());
    }

    /** At rest only. */
    public long maxNs() {
        return histogram.getMaxValue();
    }

    /** At rest only. */
    public long count() {
        return onTime + histogram.getTotalCount();
    }
}
