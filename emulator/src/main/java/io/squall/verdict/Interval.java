package io.squall.verdict;

import java.util.Arrays;
import java.util.Optional;

/**
 * Between which two values the difference of two groups probably lies: the method's interval holds the true one in 95 of 100
 * comparisons.
 */
public record Interval(double low, double high) {
    private static final double LEVEL = 0.95;
    /** Of the standard normal distribution, two-sided. */
    private static final double Z = 1.959963984540054;

    /** Over this the distribution is the normal one, to four digits. */
    private static final double MOST_FREEDOM = 1_000;

    /** Midpoints of a quarter turn: five digits of the quantile. */
    private static final int STEPS = 2_000;

    /**
     * Of the difference of two means, b − a, of runs whose spread need not be the same.
     *
     * <pre>
     *     mean(b) − mean(a) ± t(ν) · √(u + v),   u = s²(a)/n(a), v = s²(b)/n(b),   ν = (u + v)² / (u²/(n(a)−1) + v²/(n(b)−1))
     * </pre>
     *
     * Welch, Biometrika 34 (1947), 28–35.
     *
     * @return empty if one of them has fewer than two values, or neither has any spread: then nothing is known of it
     */
    public static Optional<Interval> welch(double[] a, double[] b) {
        if (a.length < 2 || b.length < 2) {
            return Optional.empty();
        }
        double u = squaredError(a);
        double v = squaredError(b);
        if (u + v == 0) {
            return Optional.empty();
        }
        double freedom = (u + v) * (u + v) / (u * u / (a.length - 1) + v * v / (b.length - 1));
        double reach = student(freedom) * Math.sqrt(u + v);
        double difference = mean(b) - mean(a);
        return Optional.of(new Interval(difference - reach, difference + reach));
    }

    /** Of the mean: s² / n. */
    private static double squaredError(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return squares / (values.length - 1) / values.length;
    }

    public static double mean(double... values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /**
     * What |t| stays below with probability 0.95. With t = √ν tan θ the density in θ is that of cos^(ν−1) θ, up to its integral: no
     * gamma function is needed.
     */
    static double student(double freedom) {
        double nu = Math.clamp(freedom, 1, MOST_FREEDOM);
        double step = Math.PI / 2 / STEPS;
        double[] slices = new double[STEPS];
        Arrays.setAll(slices, i -> Math.pow(Math.cos((i + 0.5) * step), nu - 1));
        double left = LEVEL * Arrays.stream(slices).sum();
        int i = 0;
        while (left > slices[i]) {
            left -= slices[i++];
        }
        return Math.sqrt(nu) * Math.tan((i + left / slices[i]) * step);
    }

    /**
     * Of the difference of two shares, b − a, from their counts: Newcombe's hybrid score interval (Statistics in Medicine 17 (1998),
     * 873–890, method 10), made of Wilson's two (JASA 22 (1927), 209–212). It knows chance among what was counted, each for itself;
     * what differs from run to run it does not know.
     *
     * @param nA how many of a were counted, at least one
     */
    public static Interval newcombe(double shareA, long nA, double shareB, long nB) {
        Interval a = wilson(shareA, nA);
        Interval b = wilson(shareB, nB);
        double difference = shareB - shareA;
        return new Interval(
                difference - Math.hypot(shareB - b.low, a.high - shareA),
                difference + Math.hypot(b.high - shareB, shareA - a.low));
    }

    static Interval wilson(double share, long n) {
        double z2 = Z * Z / n;
        double middle = (share + z2 / 2) / (1 + z2);
        double reach = Math.sqrt(z2 * (share * (1 - share) + z2 / 4)) / (1 + z2);
        return new Interval(Math.max(0, middle - reach), Math.min(1, middle + reach));
    }

    /** The least that holds both. */
    public Interval widenedBy(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }
}
