package io.squall.retry;

/**
 * The delay between a failure and the retry, with v = min(cap, base · factorⁿ) for the n-th failure, n from 0.
 *
 * <pre>
 *     none 0 · fixed base · exponential v · (1 ± jitter) · equal jitter v/2 + U(0, v/2) · full jitter U(0, v)
 *     decorrelated min(cap, U(base, 3 · previous)) · broken 0, whatever was configured
 * </pre>
 *
 * <p>Names as in Brooker, "Exponential Backoff and Jitter" (2015). {@link Broken} is the latent fault of 7 December 2021: a
 * back-off that is configured, and takes no effect.
 */
public sealed interface Backoff {
    /**
     * @param failures of this request so far, this one included: 1 or more
     * @param previousNs the delay before this attempt; 0 before the first retry
     * @param u uniform in (0, 1)
     */
    long delayNs(int failures, long previousNs, double u);

    record None() implements Backoff {
        @Override
        public long delayNs(int failures, long previousNs, double u) {
            return 0;
        }
    }

    record Fixed(long baseNs) implements Backoff {
        @Override
        public long delayNs(int failures, long previousNs, double u) {
            return baseNs;
        }
    }

    /** @param jitter a share of v by which it is at most longer or shorter, drawn anew each time */
    record Exponential(long baseNs, long capNs, double factor, double jitter) implements Backoff {
        public Exponential(long baseNs, long capNs) {
            this(baseNs, capNs, 2, 0);
        }

        @Override
        public long delayNs(int failures, long previousNs, double u) {
            return (long) ((1 + jitter * (2 * u - 1)) * grown(baseNs, capNs, factor, failures));
        }
    }

    record FullJitter(long baseNs, long capNs, double factor) implements Backoff {
        public FullJitter(long baseNs, long capNs) {
            this(baseNs, capNs, 2);
        }

        @Override
        public long delayNs(int failures, long previousNs, double u) {
            return (long) (u * grown(baseNs, capNs, factor, failures));
        }
    }

    record EqualJitter(long baseNs, long capNs, double factor) implements Backoff {
        public EqualJitter(long baseNs, long capNs) {
            this(baseNs, capNs, 2);
        }

        @Override
        public long delayNs(int failures, long previousNs, double u) {
            return (long) (0.5 * (1 + u) * grown(baseNs, capNs, factor, failures));
        }
    }

    record Decorrelated(long baseNs, long capNs) implements Backoff {
        @Override
        public long delayNs(int failures, long previousNs, double u) {
            double upToNs = 3.0 * Math.max(baseNs, previousNs);
            return (long) Math.min((double) capNs, baseNs + u * (upToNs - baseNs));
        }
    }

    record Broken(Backoff configured) implements Backoff {
        @Override
        public long delayNs(int failures, long previousNs, double u) {
            return 0;
        }
    }

    private static double grown(long baseNs, long capNs, double factor, int failures) {
        // Most back-offs double, and a power costs more than all else that a retry does.
        double grown =
                factor == 2 ? Math.scalb((double) baseNs, failures - 1) : baseNs * Math.pow(factor, failures - 1);
        return Math.min((double) capNs, grown);
    }
}
