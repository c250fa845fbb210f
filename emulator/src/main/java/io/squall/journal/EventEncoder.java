package io.squall.journal;

import io.squall.record.Event;
import io.squall.record.Tape;
import io.squall.wire.Attempt;

/**
 * Rows of a tape as columns. An attempt and its departure are one record, what comes of it is another:
 *
 * <pre>
 *     kinds     4 bits a record, see {@link Kinds}
 *     classes   runs of records of one class: class, length
 *     sources   of each record
 *     instants  of a departure or an outcome: − the record's before; of a timeout, if that is less: how long was waited − the timeout
 *               before in its class
 *     lateness  of a departure: departed − intended
 *     rows      as they are, where the {@link Memory} would have expected something else
 * </pre>
 *
 * Sequence, phase and the intended instant of an outcome follow from the memory, so a latency is exact to the nanosecond and takes
 * no byte.
 */
@SuppressWarnings("EnumOrdinal") // a tape's codes are numbers
final class EventEncoder implements Tape.Rows {
    /** Records of one excerpt. */
    static final int MOST = 8192;

    private static final int TIMED_OUT = Event.TIMED_OUT.ordinal();

    private final Memory memory;
    private final Bytes kinds = new Bytes(MOST / 2 + 1);
    private final Bytes classes = new Bytes(1024);
    private final Bytes sources = new Bytes(4 * MOST);
    private final Bytes instants = new Bytes(4 * MOST);
    private final Bytes lateness = new Bytes(4 * MOST);
    private final Bytes rows = new Bytes(1024);
    private final Runnable full;
    private int records;
    private int runClass = -1;
    private int runLength;
    private long baseNs;

    /** @param full called when {@value #MOST} records are in: writes them */
    EventEncoder(int[] sourcesOfClass, Runnable full) {
        memory = new Memory(sourcesOfClass);
        this.full = full;
    }

    boolean isEmpty() {
        return records == 0;
    }

    @Override
    public void rows(long[] words, int from, int to) {
        int at = from;
        while (at < to) {
            if (records == MOST) {
                full.run();
            }
            at += record(words, at, to) * Tape.WORDS;
        }
    }

    /** @return how many rows it was */
    private int record(long[] words, int at, int to) {
        long first = words[at];
        int code = Tape.code(first);
        if (Kinds.isOutcome(code)) {
            if (outcome(code, first, words[at + 1], words[at + 2])) {
                return 1;
            }
        } else if ((code == Tape.FIRST_TRY || code == Event.INTENDED.ordinal()) && at + Tape.WORDS < to) {
            if (departure(code, words, at)) {
                return 2;
            }
        }
        raw(first, words[at + 1], words[at + 2]);
        return 1;
    }

    private boolean departure(int code, long[] words, int at) {
        long first = words[at];
        long next = words[at + Tape.WORDS];
        int kind = Kinds.departure(code, Tape.code(next));
        long attempt = Tape.attempt(first);
        long intendedNs = words[at + 1];
        int phase = Tape.phase(words[at + 2]);
        long third = words[at + Tape.WORDS + 2];
        long late = third >> 8;
        int index = Memory.index(first);
        int source = Attempt.source(attempt);
        boolean expected = kind >= 0
                && words[at + 2] == phase
                && words[at + Tape.WORDS + 1] == intendedNs
                && Tape.attempt(next) == attempt
                && Memory.index(next) == index
                && late >= 0
                && Tape.phase(third) == phase
                && memory.of(index).phase == phase
                && Attempt.sequenceDistance(Attempt.sequence(attempt), memory.sequence(index, source)) == 1;
        if (!expected) {
            return false;
        }
        kind(kind, index);
        sources.unsigned(source);
        long atNs = intendedNs + late;
        instant(atNs);
        lateness.unsigned(late);
        memory.begin(index, source, Attempt.sequence(attempt), phase, intendedNs, atNs);
        return true;
    }

    private boolean outcome(int code, long first, long intendedNs, long third) {
        int index = Memory.index(first);
        long attempt = Tape.attempt(first);
        int source = Attempt.source(attempt);
        boolean expected = memory.sequence(index, source) == Attempt.sequence(attempt)
                && memory.intendedNs(index, source) == intendedNs
                && memory.phase(index, source) == Tape.phase(third);
        if (!expected) {
            return false;
        }
        long atNs = Tape.atNs(intendedNs, third);
        if (code == TIMED_OUT) {
            timedOut(index, source, atNs);
        } else {
            kind(Kinds.outcome(code), index);
            sources.unsigned(source);
            instant(atNs);
        }
        return true;
    }

    private void timedOut(int index, int source, long atNs) {
        Memory.OfClass c = memory.of(index);
        long waited = atNs - memory.sentNs(index, source);
        boolean usual = Math.abs(waited - c.timeoutNs) <= Math.abs(atNs - memory.lastNs);
        kind(usual ? Kinds.outcome(TIMED_OUT) : Kinds.TIMED_OUT_AT, index);
        sources.unsigned(source);
        instants.signed(usual ? waited - c.timeoutNs : atNs - memory.lastNs);
        c.timeoutNs = waited;
        memory.lastNs = atNs;
    }

    private void instant(long atNs) {
        instants.signed(atNs - memory.lastNs);
        memory.lastNs = atNs;
    }

    private void raw(long first, long second, long third) {
        kind(Kinds.RAW, runClass < 0 ? 0 : runClass);
        rows.unsigned(first);
        rows.signed(second - memory.lastNs);
        rows.signed(third);
        memory.take(first, second, third);
    }

    private void kind(int kind, int index) {
        if (records == 0) {
            baseNs = memory.lastNs;
        }
        if ((records & 1) == 0) {
            kinds.put((byte) kind);
        } else {
            kinds.array[kinds.size - 1] |= (byte) (kind << 4);
        }
        if (index != runClass) {
            endRun();
            runClass = index;
        }
        runLength++;
        records++;
    }

    private void endRun() {
        if (runLength > 0) {
            classes.put((byte) runClass);
            classes.unsigned(runLength);
            runLength = 0;
        }
    }

    /** Writes all records, behind what is there, and begins anew. */
    void takeTo(Bytes payload) {
        endRun();
        payload.unsigned(records);
        payload.signed(baseNs);
        for (Bytes column : columns()) {
            payload.unsigned(column.size);
        }
        for (Bytes column : columns()) {
            payload.put(column);
            column.clear();
        }
        records = 0;
        runClass = -1;
    }

    private Bytes[] columns() {
        return new Bytes[] {kinds, classes, sources, instants, lateness, rows};
    }
}
