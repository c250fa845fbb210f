package io.squall.record;

import io.squall.time.Actor;

/** A thread that should wake every millisecond, and measures how late it does: the host's own stalls. */
public final class Hiccups implements Actor {
    private static final long PERIOD_NS = 1_000_000;

    private final Lateness lateness;
    private long dueNs;

    public Hiccups(Lateness lateness) {
        this.lateness = lateness;
    }

    @Override
    public int doWork(long nowNs) {
        if (nowNs >= 0 && dueNs > 0) {
            lateness.record(nowNs, nowNs - dueNs);
        }
        dueNs = nowNs + PERIOD_NS;
        return 0;
    }

    @Override
    public long nextDueNs() {
        return dueNs;
    }
}
