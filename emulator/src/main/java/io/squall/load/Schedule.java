package io.squall.load;

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
public final class Schedule {
    private final Arrivals arrivals;
    private final double intervalNs;
    private final long startNs;
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
        this.intervalNs = intervalNs;
        this.startNs = startNs;
        this.state = state;
        nextNs = instant();
    }

    /** The next instant, without taking it. */
    public long peekNs() {
        return nextNs;
    }

    /** Takes the next instant. */
    public long takeNs() {
        long taken = nextNs;
        n++;
        nextNs = instant();
        return taken;
    }

    private long instant() {
        double offsetNs =
                switch (arrivals) {
                    case Arrivals.Paced _ -> n * intervalNs;
                    case Arrivals.Jittered(long jitterNs) -> n * intervalNs + draw() * jitterNs;
                    case Arrivals.Poisson _ -> {
                        exponentials -= Math.log(draw());
                        yield exponentials * intervalNs;
                    }
                };
        // Not a number is instant 0 of rate 0, which has none.
        return offsetNs < Long.MAX_VALUE - startNs ? startNs + (long) offsetNs : Long.MAX_VALUE;
    }

    private double draw() {
        state = Seed.next(state);
        return Seed.unit(state);
    }
}
