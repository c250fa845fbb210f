package io.squall.time;

/**
 * Parks until shortly before an instant, and does not wait for the rest.
 *
 * <pre>
 *     now ── parks ──────────────► due − margin ── polls, polls, polls ──► due
 * </pre>
 *
 * The margin follows how late this thread's wake-ups are, so that all but a few come in time. So the rate decides what is spent:
 * nothing while nothing is due soon, a margin for each instant, and a core where instants lie closer than that.
 */
final class AdaptiveIdle implements Idle {
    private static final long LEAST_NS = 5_000;
    /** Up by 19 steps where one wake-up in 20 is late, and down by one where it is not: it rests where 95 % come in time. */
    private static final long DOWN_NS = 500;

    private static final long UP_NS = 19 * DOWN_NS;

    private final Idle idle;
    private final Clock clock;
    private final long mostNs;
    private long marginNs;

    /** @param mostNs of a core for one instant, however late this host wakes its threads */
    AdaptiveIdle(Idle idle, Clock clock, long mostNs) {
        this.idle = idle;
        this.clock = clock;
        this.mostNs = mostNs;
        marginNs = mostNs / 2;
    }

    @Override
    public void idle(long waitNs) {
        if (waitNs <= marginNs) {
            idle.idle(0);
            return;
        }
        long parkNs = waitNs - marginNs;
        long fromNs = clock.nowNs();
        idle.idle(parkNs);
        long lateNs = clock.nowNs() - fromNs - parkNs;
        // Not after an answer, a bounded wait, or anything else that woke it before.
        if (lateNs > 0) {
            marginNs = Math.clamp(lateNs > marginNs ? marginNs + UP_NS : marginNs - DOWN_NS, LEAST_NS, mostNs);
        }
    }
}
