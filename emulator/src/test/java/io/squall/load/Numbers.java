package io.squall.load;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** What statistics says about a sample. */
final class Numbers {
    /** Kolmogorov's bound at the level of one in a thousand. */
    static final double KOLMOGOROV = 1.949;

    private Numbers() {}

    static double mean(double[] sample) {
        return Arrays.stream(sample).average().orElseThrow();
    }

    static double variance(double[] sample) {
        double mean = mean(sample);
        return Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum() / (sample.length - 1);
    }

    /** √n times the greatest distance of the sample's distribution from the one that it should have. */
    static double kolmogorovSmirnov(double[] sample, DoubleUnaryOperator distribution) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double greatest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = distribution.applyAsDouble(sorted[i]);
            greatest = Math.max(greatest, Math.abs(expected - (double) i / sorted.length));
            greatest = Math.max(greatest, Math.abs(expected - (i + 1.0) / sorted.length));
        }
        return greatest * Math.sqrt(sorted.length);
    }

    static double correlation(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum / (a.length - 1) / Math.sqrt(variance(a) * variance(b));
    }
}
