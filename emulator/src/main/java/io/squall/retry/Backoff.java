package io.squall.retry;

/**
 * The delay between a failure and the retry, with v = min(cap, base · 2ⁿ) for the n-th failure, n from 0.
 *
 * <pre>
 *     none 0 · fixed base · exponential v · equal jitter v/2 + U(0, v/2) · full jitter U(0, v)
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

    record Exponential(long baseNs, long capNs) implements Backoff {
        @Override
        public long delayNs(int failures, long previousNs, double u) {
            return doubled(baseNs, capNs, failures);
        }
    }

    record FullJitter(long baseNs, long capNs) implements Backoff {
        @Override
        public long delayNs(int failures, long previousNs, double u) {
            return (long) (u * doubled(baseNs, capNs, failures));
        }
    }

    record EqualJitter(long baseNs, long capNs) implements Backoff {
        @Override
        public long delayNs(int failures, long previousNs, double u) {
            return (long) (0.5 * (1 + u) * doubled(baseNs, capNs, failures));
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

    private static long doubled(long baseNs, long capNs, int failures) {
        int n = failures - 1;
        boolean beyondCap = n >= Long.numberOfLeadingZeros(baseNs) || baseNs << n >= capNs;
        return beyondCap ? capNs : baseNs << n;
    }
}
