package io.squall.load;

import io.squall.time.Rate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rate of an open load as a function of time: straight lines between points, constant before the first and after the last, and
 * bursts on top.
 *
 * <pre>
 *     rate │        ┌┐  ╱‾‾‾┌┐‾‾      a step is two points at one instant
 *          │────────┘└─╱    └┘
 *          └──────────────────── time since the start of the run
 * </pre>
 */
public record Shape(List<Point> points, @Nullable Bursts bursts) {
    /** The rate at an instant. */
    public record Point(long atNs, Rate rate) {}

    /** Added from {@code everyNs} on, again and again, for {@code forNs} each. */
    public record Bursts(long everyNs, long forNs, Rate rate) {}

    public static Shape constant(Rate rate) {
        return new Shape(List.of(new Point(0, rate)), null);
    }

    public boolean isConstant() {
        return points.size() == 1 && bursts == null;
    }

    /** The highest rate that ever occurs, a second. */
    public double peakPerSecond() {
        double base =
                points.stream().mapToDouble(p -> p.rate().perSecond()).max().orElse(0);
        return base + (bursts == null ? 0 : bursts.rate().perSecond());
    }
}
