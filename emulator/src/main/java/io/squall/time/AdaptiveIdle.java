package io.squall.time;

/**
 * Parks until shortly before an instant, and does not wait for the rest.
 *
 * <pre>
 *     now ── parks ──────────────► due − margin ── polls, polls, polls ──► due
 * </pre>
 *
 * The margin follows how late this thread's wake-ups are: nine of ten come in time. So the rate decides what is spent: nothing
 * while nothing is due soon, a margin for each instant, and a core where instants lie closer than that. Where others have the cores,
 * wake-ups are late beyond any margin, and none is spent.
 */
final class AdaptiveIdle implements Idle {
    private static final long LEAST_NS = 5_000;
    /** Nine steps up where one wake-up in ten is late, and one down where it is not: there it rests. */
    private static final long STEP_NS = 500;

    private final Idle idle;
    private final Clock clock;
    private final long mostNs;
    private long marginNs;

    /** @param mostNs of a core for one instant; what wakes up later than that would have been late in any case */
    AdaptiveIdle(Idle idle, Clock clock, long mostNs) {
        this.idle = idle;
        this.clock = clock;
        this.mostNs = mostNs;
        marginNs = mostNs / 2;
    }

    @Override
    public void idle(long waitNs) {
        // To park for no longer than a wake-up takes saves nothing.
        if (waitNs <= 2 * marginNs) {
            idle.idle(0);
            return;
        }
        long parkNs = waitNs - marginNs;
        long fromNs = clock.nowNs();
        idle.idle(parkNs);
        long lateNs = clock.nowNs() - fromNs - parkNs;
        // Not after an answer, a bounded wait, or anything else that woke it before.
        if (lateNs > 0) {
            boolean helps = lateNs > marginNs && lateNs <= mostNs;
            marginNs = Math.clamp(marginNs + (helps ? 9 * STEP_NS : -STEP_NS), LEAST_NS, mostNs);
        }
    }
}
