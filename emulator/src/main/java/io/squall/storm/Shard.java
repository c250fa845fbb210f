package io.squall.storm;

import io.squall.mailbox.Mailbox;
import io.squall.time.Actor;
import java.util.List;

/** A single-writer slice of the load: its storms, their wires and recorders, driven by one thread. */
public final class Shard implements Actor {
    private final List<Clients> storms;
    private final Mailbox<Shard> commands;
    private final Clients[] turn;

    public Shard(List<? extends Clients> storms, Mailbox<Shard> commands) {
        this.storms = List.copyOf(storms);
        this.commands = commands;
        turn = storms.toArray(Clients[]::new);
    }

    @Override
    public int doWork(long nowNs) {
        return commands.drainTo(this, nowNs) + work(nowNs);
    }

    /** The storms' turn, for whoever knows that no command has come. */
    public int work(long nowNs) {
        int work = 0;
        for (Clients storm : turn) {
            work += storm.doWork(nowNs);
        }
        return work;
    }

    @Override
    public long nextDueNs() {
        return commands.isEmpty() ? nextEventNs() : 0;
    }

    /** When a storm is due next. */
    public long nextEventNs() {
        long due = NEVER;
        for (Clients storm : turn) {
            due = Math.min(due, storm.nextDueNs());
        }
        return due;
    }

    public List<Clients> storms() {
        return storms;
    }

    /** A cut has ended. */
    public void endCut(int cut) {
        storms.forEach(storm -> storm.endCut(cut));
    }

    public void beginPhase(int phase, long atNs) {
        storms.forEach(storm -> storm.beginPhase(phase, atNs));
    }
}
