package io.squall.load;

/**
 * A duration drawn from a distribution, in nanoseconds.
 *
 * <pre>
 *     fixed          v                 |
 *     uniform        [from, to)      ▁▁▁▁▁▁▁
 *     exponential    mean m          ▇▅▃▂▁▁▁▁
 * </pre>
 */
public sealed interface Spread {
    /** @param u a number in (0, 1), uniform */
    long sampleNs(double u);

    double meanNs();

    /** An upper bound that all but one draw in a million keep. */
    long longestNs();

    record Fixed(long valueNs) implements Spread {
        @Override
        public long sampleNs(double u) {
            return valueNs;
        }

        @Override
        public double meanNs() {
            return valueNs;
        }

        @Override
        public long longestNs() {
            return valueNs;
        }
    }

    /** Uniform in [fromNs, toNs). */
    record Uniform(long fromNs, long toNs) implements Spread {
        public Uniform {
            if (toNs < fromNs) {
                throw new IllegalArgumentException(
                        "the upper end " + toNs + " ns lies below the lower " + fromNs + " ns");
            }
        }

        @Override
        public long sampleNs(double u) {
            return fromNs + (long) (u * (toNs - fromNs));
        }

        @Override
        public double meanNs() {
            return 0.5 * (fromNs + toNs);
        }

        @Override
        public long longestNs() {
            return toNs;
        }
    }

    record Exponential(double meanNs) implements Spread {
        private static final double ONE_IN_A_MILLION = 13.8155;

        @Override
        public long sampleNs(double u) {
            return (long) (-meanNs * Math.log(u));
        }

        @Override
        public long longestNs() {
            return (long) (ONE_IN_A_MILLION * meanNs);
        }
    }

    /** A value that varies by a share to both sides: 250 ms ± 10 %. */
    static Spread around(long valueNs, double share) {
        return new Uniform(Math.round(valueNs * (1 - share)), Math.round(valueNs * (1 + share)));
    }
}
