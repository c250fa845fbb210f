package io.squall.probe;

import io.squall.load.Schedule;
import io.squall.mailbox.Mailbox;
import io.squall.record.Event;
import io.squall.record.Recorder;
import io.squall.time.Actor;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The measurement of one control class. Its deadline runs from the intended instant. */
public final class Probe implements Actor, Outcomes {
    private final int trafficClass;
    private final Terms terms;
    private final Schedule schedule;
    private final Wire wire;
    private final Recorder recorder;
    private final @Nullable Recorder operatorRecorder;
    private final Mailbox<Probe> commands;
    private final int mask;
    private final long[] intendedNs;
    private final byte[] phase;
    private final boolean[] undecided;
    private int nextSequence;
    private int oldestSequence;
    private long nowNs;
    private @Nullable Reach reach;
    private int reachSequence;
    private int reachPhase;
    private long reachIntendedNs;

    /**
     * What a probe promises.
     *
     * @param deadlineNs an answer counts up to this long after the intended instant
     * @param skipAfterNs a slot that is later than this is skipped, and counted
     * @param endNs nothing is intended from this instant on
     */
    public record Terms(long periodNs, long deadlineNs, long skipAfterNs, long endNs) {
        /** Attempts that can be undecided at once, as a power of two; each has a source of its own. */
        public int slots() {
            int most = Math.toIntExact(deadlineNs / periodNs) + 3;
            return Integer.highestOneBit(most - 1) << 1;
        }

        /** Sources that the wire must have: one a slot, and one for the operator. */
        public int sources() {
            return slots() + 1;
        }
    }

    public Probe(
            int trafficClass, Terms terms, Schedule schedule, Wire wire, Records records, Mailbox<Probe> commands) {
        this.trafficClass = trafficClass;
        this.terms = terms;
        this.schedule = schedule;
        this.wire = wire;
        recorder = records.own();
        operatorRecorder = records.operator();
        this.commands = commands;
        int slots = terms.slots();
        mask = slots - 1;
        intendedNs = new long[slots];
        phase = new byte[slots];
        undecided = new boolean[slots];
        if (wire.isStamped()) {
            recorder.followNoticing();
        }
    }

    /**
     * The recorders that a probe's thread writes.
     *
     * @param operator where the operator's own requests on this class's wire are booked; null where none are made
     */
    public record Records(Recorder own, @Nullable Recorder operator) {}

    @Override
    public int doWork(long now) {
        nowNs = now;
        int work = commands.drainTo(this, now);
        work += wire.poll(now, this);
        work += expire();
        while (schedule.peekNs() <= now && schedule.peekNs() < terms.endNs()) {
            attempt(schedule.takeNs());
            work++;
        }
        recorder.decidedThrough(oldestSequence == nextSequence ? schedule.peekNs() : intendedNs[oldestSequence & mask]);
        return work;
    }

    @Override
    public long nextDueNs() {
        if (!commands.isEmpty()) {
            return 0;
        }
        long due = wire.nextDueNs();
        if (schedule.peekNs() < terms.endNs()) {
            due = Math.min(due, schedule.peekNs());
        }
        if (oldestSequence != nextSequence) {
            due = Math.min(due, expiryNs(intendedNs[oldestSequence & mask]));
        }
        return reach == null ? due : Math.min(due, expiryNs(reachIntendedNs));
    }

    /** The first instant at which an answer is too late. */
    private long expiryNs(long intended) {
        return intended + terms.deadlineNs() + 1;
    }

    private void attempt(long intended) {
        int slot = nextSequence & mask;
        long attempt = Attempt.of(trafficClass, slot, nextSequence);
        int phaseNow = recorder.intended(attempt, intended, true);
        boolean full = nextSequence - oldestSequence > mask;
        if (full || nowNs - intended > terms.skipAfterNs() || !wire.send(attempt, intended, nowNs)) {
            recorder.record(Event.SKIPPED, attempt, phaseNow, intended, nowNs);
            return;
        }
        recorder.record(Event.SENT, attempt, phaseNow, intended, nowNs);
        intendedNs[slot] = intended;
        phase[slot] = (byte) phaseNow;
        undecided[slot] = true;
        nextSequence++;
    }

    private int expire() {
        int expired = 0;
        while (oldestSequence != nextSequence) {
            int slot = oldestSequence & mask;
            if (undecided[slot]) {
                if (expiryNs(intendedNs[slot]) > nowNs) {
                    break;
                }
                timedOut(slot, oldestSequence);
                expired++;
            }
            oldestSequence++;
        }
        if (reach != null && expiryNs(reachIntendedNs) <= nowNs) {
            decideReach(Event.TIMED_OUT, reachIntendedNs + terms.deadlineNs());
            wire.abandon(reachAttempt());
            expired++;
        }
        return expired;
    }

    private void timedOut(int slot, int sequence) {
        undecided[slot] = false;
        long attempt = Attempt.of(trafficClass, slot, sequence);
        recorder.record(Event.TIMED_OUT, attempt, phase[slot], intendedNs[slot], intendedNs[slot] + terms.deadlineNs());
        wire.abandon(attempt);
    }

    @Override
    public void outcome(long attempt, Outcome outcome, long doneNs) {
        Event event = Event.of(outcome);
        if (event == Event.ANSWERED) {
            recorder.noticed(nowNs, nowNs - doneNs);
        }
        int slot = Attempt.source(attempt);
        if (slot > mask) {
            if (reach != null && attempt == reachAttempt() && doneNs < expiryNs(reachIntendedNs)) {
                decideReach(event, doneNs);
            }
        } else {
            own(event, attempt, slot, doneNs);
        }
    }

    private void own(Event event, long attempt, int slot, long doneNs) {
        int sequence = Attempt.sequence(attempt);
        boolean known = sequence >= oldestSequence && sequence < nextSequence && undecided[slot];
        if (known && doneNs >= expiryNs(intendedNs[slot])) {
            timedOut(slot, sequence);
            known = false;
        }
        if (known) {
            undecided[slot] = false;
            recorder.record(event, attempt, phase[slot], intendedNs[slot], doneNs);
        } else if (event == Event.ANSWERED && nextSequence - sequence <= mask + 1) {
            // Its slot still holds its own instant and phase: it has not been reused.
            recorder.record(Event.LATE, attempt, phase[slot], intendedNs[slot], doneNs);
        }
    }

    /** Sends a request of the operator's own; one at a time. */
    public void reach(Reach question, long atNs) {
        reachSequence++;
        reachIntendedNs = atNs;
        reachPhase = operatorBook().intended(reachAttempt(), atNs, true);
        reach = question;
        if (wire.send(reachAttempt(), atNs, nowNs)) {
            operatorBook().record(Event.SENT, reachAttempt(), reachPhase, atNs, nowNs);
        } else {
            operatorBook().record(Event.SKIPPED, reachAttempt(), reachPhase, atNs, nowNs);
            question.decide(Reach.State.MISSED);
            reach = null;
        }
    }

    private Recorder operatorBook() {
        return Objects.requireNonNull(operatorRecorder, "the operator does not reach through this class");
    }

    private void decideReach(Event event, long atNs) {
        operatorBook().record(event, reachAttempt(), reachPhase, reachIntendedNs, atNs);
        if (reach != null) {
            reach.decide(event == Event.ANSWERED ? Reach.State.REACHED : Reach.State.MISSED);
            reach = null;
        }
    }

    private long reachAttempt() {
        return Attempt.of(trafficClass, mask + 1, reachSequence);
    }

    public void beginPhase(int phaseIndex, long atNs) {
        recorder.beginPhase(phaseIndex, atNs);
        if (operatorRecorder != null) {
            operatorRecorder.beginPhase(phaseIndex, atNs);
        }
    }
}
