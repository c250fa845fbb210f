package io.squall.time;

/**
 * Events a second.
 *
 * @param perSecond 0 or more; 0 stands for an outage
 */
public record Rate(double perSecond) {
    private static final double NS = 1e9;

    public Rate {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("a rate is 0 or more and finite, not " + perSecond + "/s");
        }
    }

    public static Rate perSecond(double events) {
        return new Rate(events);
    }

    /** Mean distance of two events in nanoseconds; infinite for rate 0. */
    public double intervalNs() {
        return NS / perSecond;
    }

    @Override
    public String toString() {
        return perSecond == Math.rint(perSecond) ? (long) perSecond + "/s" : perSecond + "/s";
    }
}
