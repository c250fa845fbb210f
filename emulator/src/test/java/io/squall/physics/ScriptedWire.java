package io.squall.physics;

import io.squall.time.Actor;
import io.squall.time.DueQueue;
import io.squall.wire.Outcome;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A wire on which a test decides what becomes of each attempt, at once or later. */
public final class ScriptedWire implements Wire {
    /** What a test does with an attempt: call {@link #outcome} now or later, or keep silent. */
    @FunctionalInterface
    public interface Script {
        void sent(ScriptedWire wire, long attempt, long nowNs);
    }

    private final Script script;
    private final Map<Outcome, DueQueue> coming = new EnumMap<>(Outcome.class);
    private final List<Long> sent = new ArrayList<>();
    private final List<Long> abandoned = new ArrayList<>();
    private boolean broken;
    private long leadNs;

    public ScriptedWire(Script script) {
        this.script = script;
        for (Outcome outcome : Outcome.values()) {
            coming.put(outcome, new DueQueue(16));
        }
    }

    /** A wire on which nothing comes back unless the test says so. */
    public static ScriptedWire silent() {
        return new ScriptedWire((_, _, _) -> {});
    }

    /** This will have happened at an instant, and be delivered at the first poll from then on. */
    public void outcome(long attempt, Outcome outcome, long doneNs) {
        queue(outcome).add(doneNs, attempt);
    }

    private DueQueue queue(Outcome outcome) {
        return coming.getOrDefault(outcome, new DueQueue(0));
    }

    /** From now on the host has no port for it. */
    public void breakDown() {
        broken = true;
    }

    /** From now on attempts may be given to it so long before their instants. */
    public ScriptedWire leading(long byNs) {
        leadNs = byNs;
        return this;
    }

    @Override
    public long leadNs() {
        return leadNs;
    }

    /** All attempts that left, in order. */
    public List<Long> sent() {
        return sent;
    }

    /** All attempts that were given up, in order. */
    public List<Long> abandoned() {
        return abandoned;
    }

    @Override
    public boolean send(long attempt, long intendedNs, long nowNs) {
        if (broken) {
            return false;
        }
        sent.add(attempt);
        script.sent(this, attempt, nowNs);
        return true;
    }

    @Override
    public void abandon(long attempt) {
        abandoned.add(attempt);
    }

    @Override
    public int poll(long nowNs, Outcomes outcomes) {
        int delivered = 0;
        while (nextDueNs() <= nowNs) {
            long dueNs = nextDueNs();
            for (Outcome outcome : Outcome.values()) {
                DueQueue queue = queue(outcome);
                if (queue.nextDueNs() == dueNs) {
                    outcomes.outcome(queue.poll(), outcome, dueNs);
                    delivered++;
                }
            }
        }
        return delivered;
    }

    @Override
    public long nextDueNs() {
        long dueNs = Actor.NEVER;
        for (DueQueue queue : coming.values()) {
            dueNs = Math.min(dueNs, queue.nextDueNs());
        }
        return dueNs;
    }

    @Override
    public void close() {}
}
