package io.squall.verdict;

import java.util.Arrays;

/**
 * The spread of one figure over many runs. Quantiles are nearest-rank (the ⌈q·n⌉th of n), so each is a value that was found, and what
 * never came needs no arithmetic: it is positive infinity, larger than everything, and never left out.
 *
 * @param of in how many runs there is such a figure; with none of them the quantiles are NaN
 * @param never in how many of those it never came
 */
public record Band(int of, int never, double min, double q1, double median, double q3, double max) {

    /** @param values one a run; NaN where the run has no such figure */
    public static Band of(double... values) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int never = (int) Arrays.stream(sorted).filter(Double::isInfinite).count();
        return new Band(
                sorted.length,
                never,
                quantile(sorted, 0),
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75),
                quantile(sorted, 1));
    }

    private static double quantile(double[] sorted, double q) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
    }
}
