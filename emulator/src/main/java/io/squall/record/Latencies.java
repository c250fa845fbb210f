package io.squall.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
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

    /**
     * Read from another thread: the writer's counts only grow, and an interval is the difference to what the reader has seen before. So the
     * writer does nothing but count, where a recorder that swaps histograms needs two locked instructions; the places and the
     * values that they stand for are HdrHistogram's.
     *
     * <pre>
     *     place   (bucket + 1) · 1024 + value / (512 ns · 2^bucket) − 1024        bucket = the least of which 2048 places reach the value
     * </pre>
     */
    private static final class Shared implements Intervals {
        private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
        private static final int UNIT_BITS = 63 - Long.numberOfLeadingZeros(UNIT_NS);
        private static final int HALF_BITS = 10;
        private static final int HALF = 1 << HALF_BITS;
        private static final long FIRST_BUCKET = (2L * HALF - 1) << UNIT_BITS;

        private final long[] counts;
        private final long[] seen;
        private final Histogram interval;
        private final AtomicLong recorded = new AtomicLong();
        private long taken;

        Shared(long longestNs) {
            counts = new long[place(longestNs) + 1];
            seen = new long[counts.length];
            interval = Latencies.histogram(longestNs);
        }

        private static int place(long latencyNs) {
            int bucket = Long.SIZE - 1 - HALF_BITS - UNIT_BITS - Long.numberOfLeadingZeros(latencyNs | FIRST_BUCKET);
            return (bucket << HALF_BITS) + (int) (latencyNs >>> (bucket + UNIT_BITS));
        }

        private static long value(int place) {
            int bucket = Math.max(0, (place >> HALF_BITS) - 1);
            return (long) (place - (bucket << HALF_BITS)) << (bucket + UNIT_BITS);
        }

        @Override
        public void record(long latencyNs) {
            int place = place(latencyNs);
            LONGS.setOpaque(counts, place, counts[place] + 1);
            recorded.setOpaque(recorded.getPlain() + 1);
        }

        @Override
        public @Nullable Interval take() {
            // Thousands of places, and most phases have nothing to give: ask first.
            if (recorded.getOpaque() == taken) {
                return null;
            }
            interval.reset();
            for (int place = 0; place < counts.length; place++) {
                long count = (long) LONGS.getOpaque(counts, place);
                if (count != seen[place]) {
                    interval.recordValueWithCount(value(place), count - seen[place]);
                    seen[place] = count;
                }
            }
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
