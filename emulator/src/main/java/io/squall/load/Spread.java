package io.squall.load;

/**
 * A duration drawn from a distribution, in nanoseconds.
 *
 * <pre>
 *     fixed          v                 |
 *     uniform        [from, to)      ▁▁▁▁▁▁▁
 *     exponential    mean m          ▇▅▃▂▁▁▁▁
 *     log-logistic   median, p99     ▁▇▅▂▁▁▁▁▁▁▁ (heavy tail)
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

    /** Quantile(u) = median · (u / (1 − u))^(1/β), with β such that quantile(.99) is the 99th percentile (Fisk, Econometrica 1961). */
    record LogLogistic(long medianNs, long p99Ns) implements Spread {
        private static final double ODDS = 99;
        private static final double ODDS_ONE_IN_A_MILLION = 999_999;

        public LogLogistic {
            if (!isDefined(medianNs, p99Ns)) {
                throw new IllegalArgumentException("no log-logistic of median " + medianNs + " and p99 " + p99Ns);
            }
        }

        /** A 99th percentile of 99 medians or more has no mean. */
        public static boolean isDefined(long medianNs, long p99Ns) {
            return medianNs > 0 && p99Ns > medianNs && p99Ns < ODDS * medianNs;
        }

        /** 1 / β. */
        private double scale() {
            return Math.log(p99Ns / (double) medianNs) / Math.log(ODDS);
        }

        @Override
        public long sampleNs(double u) {
            return (long) (medianNs * Math.pow(u / (1 - u), scale()));
        }

        @Override
        public double meanNs() {
            double angle = Math.PI * scale();
            return medianNs * angle / Math.sin(angle);
        }

        @Override
        public long longestNs() {
            return (long) (medianNs * Math.pow(ODDS_ONE_IN_A_MILLION, scale()));
        }
    }

    /** A value that varies by a share to both sides: 250 ms ± 10 %. */
    static Spread around(long valueNs, double share) {
        return new Uniform(Math.round(valueNs * (1 - share)), Math.round(valueNs * (1 + share)));
    }
}
