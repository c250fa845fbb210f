package io.squall.storm;

import io.squall.guard.Cap;
import io.squall.load.Instants;
import io.squall.load.Schedule;
import io.squall.load.Seed;
import io.squall.record.Event;
import io.squall.record.Recorder;
import io.squall.retry.Backoff;
import io.squall.retry.Brakes;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Population;
import io.squall.time.Timers;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;
import org.jspecify.annotations.Nullable;

/** One population at work on one wire. */
public final class Storm implements Clients, Outcomes {
    /** A client needs some time to notice and to send again: neither an immediate retry nor a rest of no length can stop the clock. */
    private static final long TURNAROUND_NS = 1_000;

    private final int trafficClass;
    private final String name;
    private final Sources sources;
    private final Wire wire;
    private final Recorder recorder;
    private final Cap cap;
    private final Seed seed;
    private final long skipAfterNs;
    private final long endNs;
    private final Timers timers;
    private final long leadNs;
    private int[] free = {};
    private Population population;
    private Behaviour behaviour;
    private Brakes brakes;
    private @Nullable Instants arrivals;
    private final StormPorts.@Nullable Replayed replayed;
    private int schedules;
    private int freeCount;
    private long nowNs;

    /**
     * @param name of the traffic class, which also names the random streams
     * @param endNs nothing is intended from this instant on
     */
    public Storm(
            int trafficClass, String name, Population population, Behaviour behaviour, StormPorts ports, long endNs) {
        this.trafficClass = trafficClass;
        this.name = name;
        this.population = population;
        replayed = ports.replayed();
        this.behaviour = adopted(behaviour);
        wire = ports.wire();
        leadNs = wire.leadNs();
        recorder = ports.recorder();
        cap = ports.cap();
        seed = ports.seed();
        skipAfterNs = ports.skipAfterNs();
        this.endNs = endNs;
        sources = new Sources(population.sources(), ports.recorder().phases(), ports.seed(), name);
        timers = new Timers(population.sources());
        brakes = this.behaviour.retry().brakes(population.sources());
        switch (population) {
            case Population.Closed _ -> {
                for (int source = 0; source < sources.count(); source++) {
                    rest(source, 0);
                }
            }
            case Population.Open open -> {
                arrivals = replayed == null ? schedule(open, 0) : replayed.firstTries();
                free = new int[sources.count()];
                for (int source = sources.count() - 1; source >= 0; source--) {
                    free[freeCount++] = source;
                }
            }
        }
    }

    /** Heap for each source, in bytes, besides what its brakes remember of it. */
    public static int bytesOfSource(int phases) {
        return Sources.bytesOfSource(phases) + Timers.BYTES_OF_OWNER;
    }

    private Schedule schedule(Population.Open open, long fromNs) {
        long random = seed.stream(name + ".arrivals", schedules++);
        return new Schedule(open.arrivals(), open.shape(), fromNs, endNs, random);
    }

    private Behaviour adopted(Behaviour newBehaviour) {
        return replayed == null || replayed.retries() ? newBehaviour : newBehaviour.withoutRetries();
    }

    @Override
    public void change(Population newPopulation, Behaviour described, long atNs) {
        Behaviour newBehaviour = adopted(described);
        if (!newBehaviour.retry().equals(behaviour.retry())) {
            brakes = newBehaviour.retry().brakes(newPopulation.sources());
        }
        behaviour = newBehaviour;
        if (replayed == null && newPopulation instanceof Population.Open open && !newPopulation.equals(population)) {
            arrivals = schedule(open, atNs);
        }
        population = newPopulation;
    }

    @Override
    public int doWork(long now) {
        nowNs = now;
        int work = wire.poll(now, this);
        while (timers.isDue(now)) {
            int source = timers.poll();
            fire(source, timers.dueNs(source));
            work++;
        }
        if (arrivals != null) {
            work += arrive(arrivals);
        }
        wire.flush();
        return work;
    }

    @Override
    public long nextDueNs() {
        long due = Math.min(timers.nextDueNs(), wire.nextDueNs());
        return arrivals == null || arrivals.peekNs() >= endNs ? due : Math.min(due, arrivals.peekNs() - leadNs);
    }

    private int arrive(Instants instants) {
        int arrived = 0;
        while (instants.peekNs() - leadNs <= nowNs && instants.peekNs() < endNs) {
            long intendedNs = instants.takeNs();
            arrived++;
            if (freeCount == 0) {
                // All sources are busy. The last one's row stands in for the attempt that cannot be made.
                long attempt = Attempt.of(trafficClass, sources.count() - 1, 0);
                int phase = recorder.intended(attempt, intendedNs, true);
                // A replay has as many clients as its recording: if all are busy, there is nobody to ask.
                Event event = replayed == null ? Event.SKIPPED : Event.SHED;
                recorder.record(event, attempt, phase, intendedNs, nowNs);
                continue;
            }
            begin(free(instants.source()), intendedNs);
        }
        return arrived;
    }

    /** @param wished the next that is free from here on; if negative the one that has rested shortest */
    private int free(int wished) {
        freeCount--;
        if (wished < 0) {
            return free[freeCount];
        }
        int source = wished;
        while (sources.state(source) != Sources.FREE) {
            source = source + 1 == sources.count() ? 0 : source + 1;
        }
        return source;
    }

    private void fire(int source, long dueNs) {
        switch (sources.state(source)) {
            case Sources.THINKING -> begin(source, dueNs);
            case Sources.WAITING -> attempt(source, dueNs);
            case Sources.IN_FLIGHT -> timedOut(source, dueNs);
            default -> throw new IllegalStateException("a free source has no timer");
        }
    }

    private void begin(int source, long atNs) {
        if (behaviour.firstAfterTimeout() && replayed == null) {
            long firstNs = atNs + behaviour.timeout(0).sampleNs(sources.draw(source));
            sources.begin(source, firstNs);
            arm(source, Sources.WAITING, firstNs);
        } else {
            sources.begin(source, atNs);
            attempt(source, atNs);
        }
    }

    private void attempt(int source, long intendedNs) {
        if (intendedNs >= endNs) {
            sources.state(source, Sources.WAITING);
            return;
        }
        if (intendedNs >= deadlineNs(source)) {
            rest(source, intendedNs);
            return;
        }
        long attempt = Attempt.of(trafficClass, source, sources.next(source, intendedNs));
        if (isShed(source, intendedNs)) {
            book(Event.SHED, source, attempt, nowNs);
            rest(source, nowNs);
            return;
        }
        if (behaviour.retry().isBraked() && !brakes.admits(source, nowNs, sources.draw(source))) {
            book(Event.SHED, source, attempt, nowNs);
            // Nothing was waited for: without a back-off the client waits as long as it would have for an answer.
            failed(source, nowNs, timeoutNs(source), false);
            return;
        }
        Event departure = depart(attempt, intendedNs);
        if (leadNs > 0 && departure == Event.SENT) {
            // Booked when the wire says what became of it: its instant, and with it its phase, may still lie ahead.
            sources.state(source, Sources.GIVEN);
            return;
        }
        book(departure, source, attempt, nowNs);
        // What was not sent is tried again after as long as it would have been waited for.
        arm(
                source,
                departure == Event.SENT ? Sources.IN_FLIGHT : Sources.WAITING,
                byDeadline(source, nowNs + timeoutNs(source)));
    }

    private boolean isShed(int source, long intendedNs) {
        if (intendedNs != sources.firstNs(source)) {
            return false;
        }
        brakes.requested(source);
        return behaviour.shed() > 0 && sources.draw(source) < behaviour.shed();
    }

    /** The newest attempt of a source was intended, and came to this at once. */
    private void book(Event event, int source, long attempt, long atNs) {
        long intendedNs = sources.intendedNs(source);
        int phase = recorder.intended(attempt, intendedNs, intendedNs == sources.firstNs(source));
        sources.enter(source, phase);
        recorder.record(event, attempt, phase, intendedNs, atNs);
    }

    @Override
    public void departed(long attempt, long sentNs) {
        int source = Attempt.source(attempt);
        if (sources.state(source) != Sources.GIVEN || attempt != newest(source)) {
            return;
        }
        boolean left = sentNs != TOO_LATE;
        long atNs = left ? sentNs : nowNs;
        book(left ? Event.SENT : Event.SKIPPED, source, attempt, atNs);
        arm(source, left ? Sources.IN_FLIGHT : Sources.WAITING, byDeadline(source, atNs + timeoutNs(source)));
    }

    private long newest(int source) {
        return Attempt.of(trafficClass, source, sources.sequence(source));
    }

    private Event depart(long attempt, long intendedNs) {
        if (nowNs - intendedNs > skipAfterNs) {
            return Event.SKIPPED;
        }
        if (!cap.admits(nowNs)) {
            return Event.SHED;
        }
        return wire.send(attempt, intendedNs, nowNs) ? Event.SENT : Event.SKIPPED;
    }

    private void timedOut(int source, long atNs) {
        long attempt = newest(source);
        recorder.record(Event.TIMED_OUT, attempt, sources.phase(source), sources.intendedNs(source), atNs);
        wire.abandon(attempt);
        failed(source, atNs, 0, true);
    }

    private void failed(int source, long atNs, long leastDelayNs, boolean sent) {
        int failures = sources.failed(source);
        brakes.failed(source, atNs, sent);
        if (atNs >= deadlineNs(source) || !brakes.mayRetry(source, failures, atNs)) {
            rest(source, atNs);
            return;
        }
        Backoff backoff = behaviour.retry().backoff();
        long backoffNs = backoff.delayNs(failures, sources.delayNs(source), sources.draw(source));
        if (backoff instanceof Backoff.Decorrelated) {
            sources.delayNs(source, backoffNs);
        }
        long delayNs = backoffNs == 0 ? leastDelayNs : backoffNs;
        // A retry that would come after the deadline is none: the request fails at the deadline.
        arm(source, Sources.WAITING, byDeadline(source, atNs + delayNs));
    }

    /** The request is over, for better or worse. */
    private void rest(int source, long atNs) {
        if (population instanceof Population.Closed closed) {
            long thinkNs = closed.think().sampleNs(sources.draw(source));
            arm(source, Sources.THINKING, atNs + Math.max(TURNAROUND_NS, thinkNs));
        } else {
            sources.state(source, Sources.FREE);
            timers.disarm(source);
            free[freeCount++] = source;
        }
    }

    @Override
    public void outcome(long attempt, Outcome outcome, long doneNs) {
        int source = Attempt.source(attempt);
        boolean current = Attempt.sequenceDistance(sources.sequence(source), Attempt.sequence(attempt)) == 0
                && sources.state(source) == Sources.IN_FLIGHT;
        long dueNs = timers.dueNs(source);
        if (current && doneNs > dueNs) {
            // The timer was due before the answer came, and has not been looked at yet: the first terminal outcome
            // wins.
            timers.disarm(source);
            fire(source, dueNs);
            current = false;
        }
        if (!current) {
            sources.late(recorder, attempt, outcome, doneNs);
            return;
        }
        Event event = Event.of(outcome);
        recorder.record(event, attempt, sources.phase(source), sources.intendedNs(source), doneNs);
        if (event == Event.ANSWERED) {
            recorder.requestAnswered(sources.firstNs(source), doneNs);
            brakes.succeeded(source, doneNs);
            rest(source, doneNs);
        } else {
            failed(source, doneNs, TURNAROUND_NS, true);
        }
    }

    /**
     * Begins a request at once: the trigger.
     *
     * @param share in [0, 1], of all sources; those that are busy already stay so
     */
    @Override
    public void drop(double share, long withinNs, long atNs) {
        for (int source = 0; source < sources.count(); source++) {
            boolean chosen = sources.draw(source) < share;
            long droppedNs = atNs + (long) (sources.draw(source) * withinNs);
            if (chosen && sources.state(source) == Sources.THINKING && droppedNs < timers.dueNs(source)) {
                arm(source, Sources.THINKING, droppedNs);
            }
        }
    }

    @Override
    public void beginPhase(int phase, long atNs) {
        recorder.beginPhase(phase, atNs);
    }

    @Override
    public void endCut(int cut) {
        recorder.pending(cut, pending());
    }

    /** Sources whose request is not answered yet. */
    public int pending() {
        return sources.pending();
    }

    private long timeoutNs(int source) {
        return behaviour.timeout(sources.failures(source)).sampleNs(sources.draw(source));
    }

    /** When the request of a source has failed, whatever its attempts are doing. */
    private long deadlineNs(int source) {
        return sources.firstNs(source) + behaviour.deadlineNs();
    }

    private long byDeadline(int source, long dueNs) {
        return Math.min(dueNs, deadlineNs(source));
    }

    private void arm(int source, byte state, long dueNs) {
        sources.state(source, state);
        timers.arm(source, dueNs);
    }
}
