package io.squall.storm;

import io.squall.journal.Checksum;
import io.squall.journal.Reel;
import io.squall.record.Event;
import io.squall.record.Recorder;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Population;
import io.squall.time.Timers;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;

/**
 * The clients of a recorded storm, who do what they did: every departure, retries included, at its recorded intended instant and by the
 * client that it was of; what was shed or skipped is so again. Nobody decides anything but when to give up an attempt: when the recording
 * did, if it did; else after the longest timeout that the scenario allows, so that no attempt is given up earlier than its client could
 * have. A client that still waits, which it did not then, is stood in for by another.
 *
 * <p>Steps leave in their recorded order, also those of one instant. Same boundary, same seed, virtual time: the same events.
 */
public final class Rerun implements Clients, Outcomes {
    /** At top speed all is due at once, and this many leave in a turn. */
    private static final int STEPS_A_TURN = 64;

    private final int trafficClass;
    private final Reel reel;
    private final boolean atTopSpeed;
    private final Checksum played;
    private final Sources sources;
    /** By client: the recorded sequence of its newest attempt; 0 if that is another's. */
    private final int[] recordedAs;

    private final Timers timers;
    private final Wire wire;
    private final StormPorts ports;
    private final Recorder recorder;
    private final long endNs;
    private Behaviour behaviour;
    private boolean loaded;
    private long nowNs;

    /**
     * What is done again.
     *
     * @param reel of this class alone; that {@link Reel#advance} says no may also mean: not yet
     * @param atTopSpeed whether its instants say nothing, and each step is intended as soon as it can be done
     * @param played told of every departure that has come
     */
    public record Recorded(Reel reel, boolean atTopSpeed, Checksum played) {}

    /**
     * Takes its place in a shard.
     *
     * @param sources of the reel
     * @param endNs nothing is intended from this instant on
     */
    public Rerun(int trafficClass, int sources, Behaviour behaviour, Recorded recorded, StormPorts ports, long endNs) {
        this.trafficClass = trafficClass;
        reel = recorded.reel();
        atTopSpeed = recorded.atTopSpeed();
        played = recorded.played();
        this.behaviour = behaviour;
        this.ports = ports;
        this.endNs = endNs;
        wire = ports.wire();
        recorder = ports.recorder();
        this.sources = new Sources(sources, recorder.phases(), ports.seed(), "");
        recordedAs = new int[sources];
        timers = new Timers(sources);
    }

    @Override
    public int doWork(long now) {
        nowNs = now;
        int work = wire.poll(now, this);
        for (int i = 0; isLoaded() && reel.atNs() <= now && (!atTopSpeed || i < STEPS_A_TURN); i++) {
            loaded = false;
            step();
            work++;
        }
        while (timers.isDue(now)) {
            int source = timers.poll();
            giveUp(source, timers.dueNs(source));
            work++;
        }
        wire.flush();
        return work;
    }

    private boolean isLoaded() {
        loaded = loaded || reel.advance();
        return loaded;
    }

    @Override
    public long nextDueNs() {
        long due = Math.min(timers.nextDueNs(), wire.nextDueNs());
        return isLoaded() ? Math.min(due, reel.atNs()) : due;
    }

    private void step() {
        long recorded = reel.attempt();
        int source = Attempt.source(recorded);
        if (reel.event() == Event.TIMED_OUT) {
            if (sources.state(source) == Sources.IN_FLIGHT && recordedAs[source] == Attempt.sequence(recorded)) {
                giveUp(source, reel.atNs());
            }
            return;
        }
        long intendedNs = atTopSpeed ? nowNs : reel.intendedNs();
        if (intendedNs >= endNs) {
            return;
        }
        played.add(reel);
        // Sequence 0 is of an attempt for which there was no client.
        if (Attempt.sequence(recorded) == 0) {
            depart(recorded, recorder.intended(recorded, intendedNs, reel.isFirstTry()), intendedNs);
            return;
        }
        attempt(source, Attempt.sequence(recorded), intendedNs);
    }

    /** A client of the recording makes its attempt, or another one in its place. */
    private void attempt(int source, int sequence, long intendedNs) {
        int client = client(source);
        if (reel.isFirstTry() || client != source || sources.sequence(source) == 0) {
            sources.begin(client, intendedNs);
        }
        recordedAs[client] = client == source ? sequence : 0;
        long attempt = Attempt.of(trafficClass, client, sources.next(client, intendedNs));
        int phase = recorder.intended(attempt, intendedNs, reel.isFirstTry());
        sources.enter(client, phase);
        Event departure = depart(attempt, phase, intendedNs);
        if (departure == Event.SENT) {
            sources.state(client, Sources.IN_FLIGHT);
            long longestNs = behaviour.timeout(sources.failures(client)).longestNs();
            timers.arm(client, Math.min(nowNs + longestNs, sources.firstNs(client) + behaviour.deadlineNs()));
        } else if (departure == Event.SHED) {
            sources.failed(client);
        }
    }

    /** The recorded one; while it still waits, which it did not then, the next that does not; if all do, it gives up. */
    private int client(int source) {
        if (sources.state(source) == Sources.IN_FLIGHT && sources.pending() == sources.count()) {
            giveUp(source, nowNs);
        }
        int client = source;
        while (sources.state(client) == Sources.IN_FLIGHT) {
            client = client + 1 == sources.count() ? 0 : client + 1;
        }
        return client;
    }

    private Event depart(long attempt, int phase, long intendedNs) {
        Event departure = reel.event() == Event.SENT ? send(attempt, intendedNs) : reel.event();
        recorder.record(departure, attempt, phase, intendedNs, nowNs);
        return departure;
    }

    private Event send(long attempt, long intendedNs) {
        if (nowNs - intendedNs > ports.skipAfterNs()) {
            return Event.SKIPPED;
        }
        if (!ports.cap().admits(nowNs)) {
            return Event.SHED;
        }
        return wire.send(attempt, intendedNs, nowNs) ? Event.SENT : Event.SKIPPED;
    }

    private boolean isCurrent(long attempt) {
        int source = Attempt.source(attempt);
        return sources.state(source) == Sources.IN_FLIGHT
                && Attempt.sequenceDistance(sources.sequence(source), Attempt.sequence(attempt)) == 0;
    }

    private void giveUp(int source, long atNs) {
        long attempt = Attempt.of(trafficClass, source, sources.sequence(source));
        recorder.record(Event.TIMED_OUT, attempt, sources.phase(source), sources.intendedNs(source), atNs);
        wire.abandon(attempt);
        over(source);
        sources.failed(source);
    }

    private void over(int source) {
        sources.state(source, Sources.FREE);
        timers.disarm(source);
    }

    @Override
    public void outcome(long attempt, Outcome outcome, long doneNs) {
        int source = Attempt.source(attempt);
        if (isCurrent(attempt) && doneNs > timers.dueNs(source)) {
            giveUp(source, timers.dueNs(source));
        }
        if (!isCurrent(attempt)) {
            sources.late(recorder, attempt, outcome, doneNs);
            return;
        }
        Event event = Event.of(outcome);
        recorder.record(event, attempt, sources.phase(source), sources.intendedNs(source), doneNs);
        over(source);
        if (event == Event.ANSWERED) {
            recorder.requestAnswered(sources.firstNs(source), doneNs);
        } else {
            sources.failed(source);
        }
    }

    /** Who and when is recorded; only how long an attempt is waited for is taken on. */
    @Override
    public void change(Population population, Behaviour newBehaviour, long atNs) {
        behaviour = newBehaviour;
    }

    @Override
    public void drop(double share, long withinNs, long atNs) {
        // What came of it is recorded.
    }

    @Override
    public void beginPhase(int phase, long atNs) {
        recorder.beginPhase(phase, atNs);
    }

    /** Pending are those in flight: whether the others will be tried again, only the rest of the recording knows. */
    @Override
    public void endCut(int cut) {
        recorder.pending(cut, sources.pending());
    }
}
