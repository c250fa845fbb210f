package io.squall.verdict;

/**
 * Whether a measured figure fits what was predicted: inside the band of all seeds, or no farther outside of it than tolerated.
 *
 * <pre>
 *              ┌ tolerance ┐ min      median     max ┌ tolerance ┐
 *     OUTSIDE  │  WITHIN   │          INSIDE         │  WITHIN   │  OUTSIDE
 * </pre>
 *
 * @param difference measured − median; 0 if neither ever came, infinite if one of them did not
 */
public record Fit(double difference, double tolerance, Place place) {

    /** Where the measured figure lies. */
    public enum Place {
        INSIDE,
        WITHIN,
        OUTSIDE,
        /** Too few samples to say. */
        UNJUDGED
    }

    /** How far outside is tolerated. Two standard errors are always allowed: a small count proves little. */
    public enum Kind {
        /** Attempts: 10 %. */
        COUNT {
            @Override
            double tolerance(double near, double measured, long samples, long windowNs) {
                return Math.max(0.1 * near, 2 * Math.sqrt(near + 1));
            }
        },
        /** A share of the samples: 0.03. Its standard error is that of two more successes and two more failures (Agresti and Coull). */
        SHARE {
            @Override
            double tolerance(double near, double measured, long samples, long windowNs) {
                double share = (measured * samples + 2) / (samples + 4.0);
                return Math.max(0.03, 2 * Math.sqrt(share * (1 - share) / (samples + 4.0)));
            }
        },
        /** Median: a fifth, or 20 ms: what scheduling adds to the two legs and the plane of a host with few cores. */
        MEDIAN {
            @Override
            double tolerance(double near, double measured, long samples, long windowNs) {
                return Math.max(0.2 * near, 20e6);
            }

            @Override
            long leastSamples() {
                return 10;
            }
        },
        /** 99th percentile: the same. Of fewer than 100 samples it is the greatest, and that says little. */
        P99 {
            @Override
            double tolerance(double near, double measured, long samples, long windowNs) {
                return MEDIAN.tolerance(near, measured, samples, windowNs);
            }

            @Override
            long leastSamples() {
                return 100;
            }
        },
        /** Two windows of the verdict, which is how far it looks. */
        INSTANT {
            @Override
            double tolerance(double near, double measured, long samples, long windowNs) {
                return 2.0 * windowNs;
            }
        },
        /** A time added up between two instants: 10 %, or what its instants may be off. */
        SPAN {
            @Override
            double tolerance(double near, double measured, long samples, long windowNs) {
                return Math.max(0.1 * near, 2.0 * windowNs);
            }
        };

        /** @param near the predicted value nearest to the measured one */
        abstract double tolerance(double near, double measured, long samples, long windowNs);

        long leastSamples() {
            return 0;
        }
    }

    /**
     * Holds one figure against its band.
     *
     * @param measured infinite if it never came
     * @param samples behind a share or a percentile
     * @param windowNs w of the verdict on starvation
     */
    public static Fit of(Kind kind, double measured, long samples, Band predicted, long windowNs) {
        double near = Math.clamp(measured, predicted.min(), predicted.max());
        double finite = Double.isInfinite(near) ? Double.isInfinite(measured) ? 0 : measured : near;
        double tolerance = kind.tolerance(finite, measured, samples, windowNs);
        double difference = measured == predicted.median() ? 0 : measured - predicted.median();
        Place place = samples < kind.leastSamples()
                ? Place.UNJUDGED
                : measured == near
                        ? Place.INSIDE
                        : Math.abs(measured - near) <= tolerance ? Place.WITHIN : Place.OUTSIDE;
        return new Fit(difference, tolerance, place);
    }
}
