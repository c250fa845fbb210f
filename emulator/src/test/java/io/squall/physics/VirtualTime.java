package io.squall.physics;

import io.squall.time.Actor;
import io.squall.time.VirtualClock;
import java.util.List;

/** Drives actors from due instant to due instant, and stops where a test wants to look or to change something. */
public final class VirtualTime {
    private final VirtualClock clock = new VirtualClock();
    private final Actor[] cast;

    public VirtualTime(Actor... cast) {
        this.cast = cast.clone();
    }

    public VirtualTime(List<? extends Actor> cast) {
        this(cast.toArray(Actor[]::new));
    }

    /** All that is due by then has been done. */
    public void runTo(long untilNs) {
        long nextNs;
        while ((nextNs = nextDueNs()) <= untilNs) {
            clock.advanceTo(Math.max(nextNs, clock.nowNs()));
            long nowNs = clock.nowNs();
            for (Actor actor : cast) {
                if (actor.nextDueNs() <= nowNs) {
                    actor.doWork(nowNs);
                }
            }
        }
        clock.advanceTo(untilNs);
    }

    private long nextDueNs() {
        long nextNs = Actor.NEVER;
        for (Actor actor : cast) {
            nextNs = Math.min(nextNs, actor.nextDueNs());
        }
        return nextNs;
    }

    public long nowNs() {
        return clock.nowNs();
    }
}
