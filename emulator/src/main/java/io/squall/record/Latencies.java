package io.squall.record;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/** The latencies of one writer by phase, handed to one reader an interval at a time. */
final class Latencies {
    private static final int DIGITS = 3;
    /** Latencies below 1 ms are told apart to about half a microsecond: finer than a clock reading and a system call allow. */
    private static final long UNIT_NS = 1_000;

    private final long longestNs;
    private final Intervals[] byPhase;

    /**
     * @param longestNs the greatest latency that can occur; beyond it is recorded as this
     * @param reader who takes what was recorded
     */
    Latencies(int phases, long longestNs, Recorder.Reader reader) {
        this.longestNs = Math.max(2 * UNIT_NS, longestNs);
        byPhase = new Intervals[phases];
        for (int phase = 0; phase < phases; phase++) {
            byPhase[phase] =
                    reader == Recorder.Reader.SAME_THREAD ? new Alone(this.longestNs) : new Shared(this.longestNs);
        }
    }

    /** By the writer. */
    void record(int phase, long latencyNs) {
        byPhase[phase].record(Math.clamp(latencyNs, 0, longestNs));
    }

    int phases() {
        return byPhase.length;
    }

    /** By the reader: what has been recorded since the last call, to be used before the next one; null if nothing was. */
    @Nullable
    Histogram take(int phase) {
        return byPhase[phase].take();
    }

    private interface Intervals {
        void record(long latencyNs);

        @Nullable
        Histogram take();
    }

    /** Handed from thread to thread. */
    private static final class Shared implements Intervals {
        private final SingleWriterRecorder recorder;
        private final AtomicLong recorded = new AtomicLong();
        private long taken;
        private @Nullable Histogram recycled;

        Shared(long longestNs) {
            recorder = new SingleWriterRecorder(UNIT_NS, longestNs, DIGITS);
        }

        @Override
        public void record(long latencyNs) {
            recorder.recordValue(latencyNs);
            recorded.setOpaque(recorded.getOpaque() + 1);
        }

        @Override
        public @Nullable Histogram take() {
            // A sample swaps and clears whole histograms, and most phases have nothing to give: ask first.
            if (recorded.getOpaque() == taken) {
                return null;
            }
            Histogram interval = recorder.getIntervalHistogram(recycled, false);
            recycled = interval;
            taken += interval.getTotalCount();
            return interval.getTotalCount() == 0 ? null : interval;
        }
    }

    /** On one thread, which need not wait for itself. */
    private static final class Alone implements Intervals {
        private Histogram active;
        private Histogram spare;

        Alone(long longestNs) {
            active = new Histogram(UNIT_NS, longestNs, DIGITS);
            spare = new Histogram(UNIT_NS, longestNs, DIGITS);
        }

        @Override
        public void record(long latencyNs) {
            active.recordValue(latencyNs);
        }

        @Override
        public @Nullable Histogram take() {
            if (active.getTotalCount() == 0) {
                return null;
            }
            Histogram interval = active;
            active = spare;
            active.reset();
            spare = interval;
            return interval;
        }
    }
}
