package io.squall.storm;

import io.squall.load.Seed;
import io.squall.record.Event;
import io.squall.record.Recorder;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;

/**
 * The emulated clients of one storm: a row of 64 bytes each, which is a line of the processor's cache, since whatever happens to a
 * source asks for most of its row. Beside it 4 bytes for each phase of the run and 16 for the timer.
 */
final class Sources {
    /** The second bit says that a request is under way. */
    static final byte FREE = 0;

    static final byte THINKING = 1;
    static final byte WAITING = 2;
    static final byte IN_FLIGHT = 3;
    /** To the wire, ahead of its instant. */
    static final byte GIVEN = 6;

    private static final int ROW_BITS = 3;
    private static final int RANDOM = 0;
    private static final int FIRST_NS = 1;
    private static final int INTENDED_NS = 2;
    private static final int PREVIOUS_INTENDED_NS = 3;
    private static final int DELAY_NS = 4;
    /** Sequence in the upper half, failures in the lower. */
    private static final int TRIES = 5;
    /** Phase in the upper half, state in the lower. */
    private static final int STATE = 6;

    /** Heap for each source. */
    static int bytesOfSource(int phases) {
        return (Long.BYTES << ROW_BITS) + Integer.BYTES * phases;
    }

    private final int count;
    private final long[] rows;
    /** By phase: the first attempt of a source in it, or in a later one. */
    private final int[][] firstSequence;

    private int pending;

    Sources(int count, int phases, Seed seed, String storm) {
        this.count = count;
        rows = new long[Math.multiplyExact(count, 1 << ROW_BITS)];
        firstSequence = new int[phases][count];
        for (int i = 0; i < count; i++) {
            rows[at(i, RANDOM)] = seed.stream(storm, i);
        }
    }

    private static int at(int source, int field) {
        return (source << ROW_BITS) + field;
    }

    int count() {
        return count;
    }

    byte state(int source) {
        return (byte) rows[at(source, STATE)];
    }

    void state(int source, byte state) {
        int i = at(source, STATE);
        pending += (state >>> 1 & 1) - ((byte) rows[i] >>> 1 & 1);
        rows[i] = (rows[i] & 0xFFFF_FFFF_0000_0000L) | state;
    }

    /** How many wait or are in flight. */
    int pending() {
        return pending;
    }

    /** Of the newest attempt. */
    int phase(int source) {
        return (int) (rows[at(source, STATE)] >>> 32);
    }

    /** A request begins. */
    void begin(int source, long firstNs) {
        rows[at(source, FIRST_NS)] = firstNs;
        rows[at(source, TRIES)] &= 0xFFFF_FFFF_0000_0000L;
        rows[at(source, DELAY_NS)] = 0;
    }

    /** The intended instant of the request's first attempt. */
    long firstNs(int source) {
        return rows[at(source, FIRST_NS)];
    }

    /** The sequence of the newest attempt. */
    int sequence(int source) {
        return (int) (rows[at(source, TRIES)] >>> 32);
    }

    /**
     * Another attempt.
     *
     * @return its sequence
     */
    int next(int source, long intendedNs) {
        rows[at(source, PREVIOUS_INTENDED_NS)] = rows[at(source, INTENDED_NS)];
        rows[at(source, INTENDED_NS)] = intendedNs;
        rows[at(source, TRIES)] += 1L << 32;
        return sequence(source);
    }

    /** Of the newest attempt. */
    long intendedNs(int source) {
        return rows[at(source, INTENDED_NS)];
    }

    /** Of the attempt before it. */
    long previousIntendedNs(int source) {
        return rows[at(source, PREVIOUS_INTENDED_NS)];
    }

    /** Of this request so far. */
    int failures(int source) {
        return (int) rows[at(source, TRIES)];
    }

    /**
     * The newest attempt has failed.
     *
     * @return how many of this request have
     */
    int failed(int source) {
        return (int) ++rows[at(source, TRIES)];
    }

    /** The delay before the current attempt of its request; 0 before the first retry. */
    long delayNs(int source) {
        return rows[at(source, DELAY_NS)];
    }

    void delayNs(int source, long delayNs) {
        rows[at(source, DELAY_NS)] = delayNs;
    }

    /** The newest attempt of a source belongs to a phase: the current one of the source or a later one. */
    void enter(int source, int newPhase) {
        int sequence = sequence(source);
        for (int p = phase(source) + 1; p <= newPhase; p++) {
            firstSequence[p][source] = sequence;
        }
        rows[at(source, STATE)] = (long) newPhase << 32 | state(source);
    }

    /** The phase of an attempt, however old. */
    int phaseOf(int source, int attemptSequence) {
        int p = phase(source);
        while (p > 0 && Attempt.sequenceDistance(attemptSequence, firstSequence[p][source]) < 0) {
            p--;
        }
        return p;
    }

    /**
     * An answer that nobody waits for any more. Booked in the phase of its attempt; of attempts older than the one before the current, in
     * the cut where that one was.
     */
    void late(Recorder recorder, long attempt, Outcome outcome, long doneNs) {
        if (outcome != Outcome.ANSWERED) {
            return;
        }
        int source = Attempt.source(attempt);
        int sequence = Attempt.sequence(attempt);
        boolean newest = Attempt.sequenceDistance(sequence(source), sequence) == 0;
        long intendedNs = newest ? intendedNs(source) : previousIntendedNs(source);
        recorder.record(Event.LATE, attempt, phaseOf(source, sequence), intendedNs, doneNs);
    }

    /** The next number of this source's own stream. */
    double draw(int source) {
        long state = Seed.next(rows[at(source, RANDOM)]);
        rows[at(source, RANDOM)] = state;
        return Seed.unit(state);
    }
}
