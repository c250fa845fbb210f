package io.squall.load;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The integral of a {@link Shape} and its inverse: how many requests are intended by an instant, and the instant of the n-th.
 *
 * <pre>
 *     N(t) = ∫ rate        within a piece of length L:  N = r₀·t + (r₁ − r₀)·t² / 2L
 * </pre>
 */
final class Profile {
    private static final double NS = 1e9;

    private final double[] fromNs;
    private final double[] startRate;
    private final double[] slope;
    private final double[] count;
    private int last;

    /** @param horizonNs bursts after it are left out */
    Profile(Shape shape, long horizonNs) {
        long[] edges = edges(shape, horizonNs);
        int pieces = edges.length;
        fromNs = new double[pieces];
        startRate = new double[pieces];
        slope = new double[pieces];
        count = new double[pieces];
        for (int i = 0; i < pieces; i++) {
            fromNs[i] = edges[i];
            double extra = burst(shape, edges[i]);
            startRate[i] = (base(shape.points(), edges[i], true) + extra) / NS;
            if (i + 1 < pieces) {
                double lengthNs = (double) (edges[i + 1] - edges[i]);
                double endRate = (base(shape.points(), edges[i + 1], false) + extra) / NS;
                slope[i] = (endRate - startRate[i]) / lengthNs;
                count[i + 1] = count[i] + 0.5 * (startRate[i] + endRate) * lengthNs;
            }
        }
    }

    private static long[] edges(Shape shape, long horizonNs) {
        LongStream edges =
                LongStream.concat(LongStream.of(0), shape.points().stream().mapToLong(Shape.Point::atNs));
        Shape.Bursts bursts = shape.bursts();
        if (bursts != null) {
            LongStream starts =
                    LongStream.rangeClosed(1, horizonNs / bursts.everyNs()).map(n -> n * bursts.everyNs());
            edges = LongStream.concat(edges, starts.flatMap(at -> LongStream.of(at, at + bursts.forNs())));
        }
        return edges.distinct().sorted().toArray();
    }

    private static double burst(Shape shape, long atNs) {
        Shape.Bursts bursts = shape.bursts();
        if (bursts == null || atNs < bursts.everyNs()) {
            return 0;
        }
        return atNs % bursts.everyNs() < bursts.forNs() ? bursts.rate().perSecond() : 0;
    }

    /** At a step: the rate after it, or before it. */
    private static double base(List<Shape.Point> points, long atNs, boolean after) {
        Shape.Point before = points.getFirst();
        for (Shape.Point point : points) {
            boolean passed = after ? point.atNs() <= atNs : point.atNs() < atNs;
            if (!passed) {
                if (before.atNs() >= point.atNs()) {
                    return point.rate().perSecond();
                }
                double share = (atNs - before.atNs()) / (double) (point.atNs() - before.atNs());
                double from = before.rate().perSecond();
                return from + Math.max(0, share) * (point.rate().perSecond() - from);
            }
            before = point;
        }
        return before.rate().perSecond();
    }

    /** N(t). */
    double count(long instantNs) {
        int at = Arrays.binarySearch(fromNs, (double) instantNs);
        int i = at >= 0 ? at : -at - 2;
        double t = instantNs - fromNs[i];
        return count[i] + t * (startRate[i] + 0.5 * slope[i] * t);
    }

    /** The first instant by which as many are intended; infinite if there never are. Asked for in rising order it is O(1). */
    double instantNs(double n) {
        while (last + 1 < count.length && n >= count[last + 1]) {
            last++;
        }
        while (last > 0 && n < count[last]) {
            last--;
        }
        double more = n - count[last];
        double root = Math.sqrt(Math.max(0, startRate[last] * startRate[last] + 2 * slope[last] * more));
        return fromNs[last] + (more == 0 ? 0 : 2 * more / (startRate[last] + root));
    }
}
