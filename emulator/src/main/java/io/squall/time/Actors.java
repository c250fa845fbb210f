package io.squall.time;

import java.util.List;

/** Several actors that share a thread, in a fixed order. */
public final class Actors implements Actor {
    private final Actor[] members;

    private Actors(List<? extends Actor> members) {
        this.members = members.toArray(Actor[]::new);
    }

    public static Actor of(Actor... members) {
        return new Actors(List.of(members));
    }

    public static Actor of(List<? extends Actor> members) {
        return new Actors(members);
    }

    @Override
    public int doWork(long nowNs) {
        int work = 0;
        for (Actor member : members) {
            work += member.doWork(nowNs);
        }
        return work;
    }

    @Override
    public long nextDueNs() {
        long due = NEVER;
        for (Actor member : members) {
            due = Math.min(due, member.nextDueNs());
        }
        return due;
    }
}
