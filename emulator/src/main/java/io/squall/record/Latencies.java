package io.squall.record;

import java.util.Arrays;
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

    /** An empty one, of the same shape as those of the intervals. */
    Histogram histogram() {
        return histogram(longestNs);
    }

    private static Histogram histogram(long longestNs) {
        return new Histogram(UNIT_NS, longestNs, DIGITS);
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
    Interval take(int phase) {
        return byPhase[phase].take();
    }

    /** What was recorded in an interval. */
    interface Interval {
        Histogram histogram();

        /** How many values it has, as long as they are few; 0 if they are many. */
        default int few() {
            return 0;
        }

        /** The few values, in the first places, in no order; the reader may sort them. */
        default long[] values() {
            throw new IllegalStateException("they are many");
        }
    }

    private interface Intervals {
        void record(long latencyNs);

        @Nullable
        Interval take();
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
        public @Nullable Interval take() {
            // A sample swaps and clears whole histograms, and most phases have nothing to give: ask first.
            if (recorded.getOpaque() == taken) {
                return null;
            }
            Histogram interval = recorder.getIntervalHistogram(recycled, false);
            recycled = interval;
            taken += interval.getTotalCount();
            return interval.getTotalCount() == 0 ? null : () -> interval;
        }
    }

    /** On one thread, which need not wait for itself, nor search thousands of places of a histogram for the few values of a cut. */
    private static final class Alone implements Intervals, Interval {
        private static final int FEW = 4096;

        private final long longestNs;
        private long[] few = new long[16];
        private int size;
        private @Nullable Histogram histogram;
        private boolean inHistogram;
        private boolean taken;

        Alone(long longestNs) {
            this.longestNs = longestNs;
        }

        @Override
        public void record(long latencyNs) {
            if (taken) {
                clear();
            }
            if (!inHistogram && size < FEW) {
                if (size == few.length) {
                    few = Arrays.copyOf(few, 4 * size);
                }
                few[size++] = latencyNs;
            } else {
                histogram().recordValue(latencyNs);
            }
        }

        @Override
        public @Nullable Interval take() {
            if (taken) {
                clear();
            }
            taken = size > 0;
            return taken ? this : null;
        }

        @Override
        public Histogram histogram() {
            Histogram all = histogram;
            if (all == null) {
                all = Latencies.histogram(longestNs);
                histogram = all;
            }
            if (!inHistogram) {
                for (int i = 0; i < size; i++) {
                    all.recordValue(few[i]);
                }
                inHistogram = true;
            }
            return all;
        }

        @Override
        public int few() {
            return inHistogram ? 0 : size;
        }

        @Override
        public long[] values() {
            return few;
        }

        private void clear() {
            if (inHistogram && histogram != null) {
                histogram.reset();
            }
            inHistogram = false;
            taken = false;
            size = 0;
        }
    }
}
