package io.squall.record;

import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/** The latencies of one writer by phase, handed to one reader an interval at a time. */
final class Latencies {
    private static final int DIGITS = 3;
    /** Latencies below 1 ms are told apart to about half a microsecond: finer than a clock reading and a system call allow. */
    private static final long UNIT_NS = 1_000;

    private final long longestNs;
    private final SingleWriterRecorder[] byPhase;
    private final AtomicLongArray recorded;
    private final long[] taken;
    private final @Nullable Histogram[] recycled;

    /** @param longestNs the greatest latency that can occur; beyond it is recorded as this */
    Latencies(int phases, long longestNs) {
        this.longestNs = longestNs;
        byPhase = new SingleWriterRecorder[phases];
        for (int phase = 0; phase < phases; phase++) {
            byPhase[phase] = new SingleWriterRecorder(UNIT_NS, Math.max(2 * UNIT_NS, longestNs), DIGITS);
        }
        recorded = new AtomicLongArray(phases);
        taken = new long[phases];
        recycled = new @Nullable Histogram[phases];
    }

    /** By the writer. */
    void record(int phase, long latencyNs) {
        byPhase[phase].recordValue(Math.clamp(latencyNs, 0, longestNs));
        recorded.setOpaque(phase, recorded.getOpaque(phase) + 1);
    }

    int phases() {
        return byPhase.length;
    }

    /** By the reader: what has been recorded since the last call, to be used before the next one; null if nothing was. */
    @Nullable
    Histogram take(int phase) {
        // A sample swaps and clears whole histograms, and most phases have nothing to give: ask first.
        if (recorded.getOpaque(phase) == taken[phase]) {
            return null;
        }
        Histogram interval = byPhase[phase].getIntervalHistogram(recycled[phase], false);
        recycled[phase] = interval;
        taken[phase] += interval.getTotalCount();
        return interval.getTotalCount() == 0 ? null : interval;
    }
}
