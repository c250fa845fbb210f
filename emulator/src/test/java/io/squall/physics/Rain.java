package io.squall.physics;

import io.squall.load.Schedule;
import io.squall.time.Actor;
import io.squall.wire.Attempt;
import io.squall.wire.Wire;

/** Packets that come by a schedule and want no answer: background load, without clients and without books. */
final class Rain implements Actor {
    private final int trafficClass;
    private final Schedule schedule;
    private final Wire wire;
    private int sent;

    Rain(int trafficClass, Schedule schedule, Wire wire) {
        this.trafficClass = trafficClass;
        this.schedule = schedule;
        this.wire = wire;
    }

    @Override
    public int doWork(long nowNs) {
        int work = wire.poll(nowNs, (_, _, _) -> {});
        while (schedule.peekNs() <= nowNs) {
            wire.send(Attempt.of(trafficClass, 0, sent++), schedule.takeNs(), nowNs);
            work++;
        }
        return work;
    }

    /** What has come back is thrown away at the next drop: nobody waits for it. */
    @Override
    public long nextDueNs() {
        return schedule.peekNs();
    }
}
