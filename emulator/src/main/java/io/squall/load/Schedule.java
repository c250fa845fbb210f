package io.squall.load;

import org.jspecify.annotations.Nullable;

/**
 * The intended instants of an open load, in order.
 *
 * <pre>
 *     paced      n / rate                    |    |    |    |    |
 *     jittered   n / rate + U(0, jitter)     |  |    |   |     | |
 *     Poisson    −Σ ln(u) / rate             ||     |  | |       |
 * </pre>
 *
 * <p>Instant n is computed from n (for Poisson from the unrounded sum of its n exponentials), never by adding a rounded
 * interval: after a billion instants the rate is still exact.
 */
public final class Schedule implements Instants {
    private final Arrivals arrivals;
    private final double intervalNs;
    private final boolean isPoisson;
    private final @Nullable Profile profile;
    private final double before;
    private final long startNs;
    private final long fromNs;
    private long state;
    private double exponentials;
    private long n;
    private long nextNs;

    /** @param state of a random stream, see {@link Seed#stream} */
    public Schedule(Arrivals arrivals, double intervalNs, long startNs, long state) {
        if (!(intervalNs > 0)) {
            throw new IllegalArgumentException("an interval is longer than 0 ns, not " + intervalNs);
        }
        this.arrivals = arrivals;
        isPoisson = arrivals instanceof Arrivals.Poisson;
        this.intervalNs = intervalNs;
        this.startNs = startNs;
        fromNs = startNs;
        this.state = state;
        profile = null;
        before = 0;
        nextNs = instant();
    }

    /**
     * For a rate that changes with time.
     *
     * @param fromNs what the shape intends before it is left out
     * @param horizonNs the end of the run
     */
    public Schedule(Arrivals arrivals, Shape shape, long fromNs, long horizonNs, long state) {
        this.arrivals = arrivals;
        isPoisson = arrivals instanceof Arrivals.Poisson;
        this.fromNs = fromNs;
        this.state = state;
        intervalNs = shape.points().getFirst().rate().intervalNs();
        profile = shape.isConstant() ? null : new Profile(shape, horizonNs);
        startNs = profile == null ? fromNs : 0;
        before = profile == null ? 0 : profile.count(fromNs);
        nextNs = instant();
    }

    @Override
    public long peekNs() {
        return nextNs;
    }

    @Override
    public long takeNs() {
        long taken = nextNs;
        n++;
        nextNs = instant();
        return taken;
    }

    private long instant() {
        double offsetNs;
        if (isPoisson) {
            exponentials -= Math.log(draw());
            offsetNs = offset(exponentials);
        } else if (arrivals instanceof Arrivals.Jittered(long jitterNs)) {
            offsetNs = n * intervalNs + draw() * jitterNs;
        } else {
            offsetNs = offset((double) n);
        }
        // Not a number is instant 0 of rate 0, which has none.
        return offsetNs < Long.MAX_VALUE - startNs ? Math.max(fromNs, startNs + (long) offsetNs) : Long.MAX_VALUE;
    }

    /** Where a count of requests falls; a Poisson process runs on the same scale (time rescaling theorem). */
    private double offset(double count) {
        return profile == null ? count * intervalNs : profile.instantNs(before + count);
    }

    private double draw() {
        state = Seed.next(state);
        return Seed.unit(state);
    }
}
