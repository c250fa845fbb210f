package io.squall.journal;

import io.squall.record.Event;
import io.squall.record.Tape;
import io.squall.wire.Attempt;

/** Reads the columns of a stream back into the rows of its tape: the mirror of {@link EventEncoder}. */
@SuppressWarnings("EnumOrdinal") // a tape's codes are numbers
final class EventDecoder {
    private static final int COLUMNS = 6;
    private static final int TIMED_OUT = Event.TIMED_OUT.ordinal();

    private final Memory memory;

    /** Takes the rows, see {@link Tape}. */
    @FunctionalInterface
    interface Rows {
        void row(long first, long second, long third);
    }

    EventDecoder(int[] sourcesOfClass) {
        memory = new Memory(sourcesOfClass);
    }

    /** @throws DamagedJournalException if they are not what an encoder writes */
    void read(Slice payload, Rows to) {
        int records = payload.count(EventEncoder.MOST);
        memory.lastNs = payload.signed();
        int[] lengths = new int[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            lengths[i] = payload.count(Excerpt.MAX_BYTES);
        }
        Slice kinds = payload.slice(lengths[0]);
        Slice classes = payload.slice(lengths[1]);
        Columns columns = new Columns(
                payload.slice(lengths[2]),
                payload.slice(lengths[3]),
                payload.slice(lengths[4]),
                payload.slice(lengths[5]));
        int pair = 0;
        int index = 0;
        int run = 0;
        for (int i = 0; i < records; i++) {
            pair = (i & 1) == 0 ? kinds.get() & 0xFF : pair >>> 4;
            if (run == 0) {
                index = classes.get() & 0x7F;
                run = classes.count(EventEncoder.MOST);
                if (run == 0) {
                    throw new DamagedJournalException("a run of records has no length");
                }
            }
            run--;
            record(pair & 0xF, index, columns, to);
        }
    }

    private record Columns(Slice sources, Slice instants, Slice lateness, Slice rows) {}

    private void record(int kind, int index, Columns columns, Rows to) {
        if (kind == Kinds.RAW) {
            long first = columns.rows.unsigned();
            long second = columns.rows.signed() + memory.lastNs;
            long third = columns.rows.signed();
            memory.take(first, second, third);
            to.row(first, second, third);
            return;
        }
        int source = columns.sources.count(Attempt.MAX_SOURCES - 1);
        if (kind < Kinds.OUTCOMES) {
            departure(kind, index, source, columns, to);
        } else {
            outcome(kind, index, source, columns, to);
        }
    }

    private void departure(int kind, int index, int source, Columns columns, Rows to) {
        int phase = memory.of(index).phase;
        int sequence = memory.sequence(index, source) + 1;
        long attempt = Attempt.of(Memory.trafficClass(index), source, sequence);
        boolean operator = Memory.isOperators(index);
        long atNs = memory.lastNs + columns.instants.signed();
        long intendedNs = atNs - columns.lateness.unsigned();
        memory.lastNs = atNs;
        memory.begin(index, source, Attempt.sequence(attempt), phase, intendedNs, atNs);
        to.row(
                Tape.word(Kinds.firstCode(kind), attempt, operator),
                intendedNs,
                Tape.word(intendedNs, intendedNs, phase));
        to.row(Tape.word(Kinds.secondCode(kind), attempt, operator), intendedNs, Tape.word(intendedNs, atNs, phase));
    }

    private void outcome(int kind, int index, int source, Columns columns, Rows to) {
        int code = kind == Kinds.TIMED_OUT_AT ? TIMED_OUT : Kinds.code(kind);
        if (!Kinds.isOutcome(code)) {
            throw new DamagedJournalException("a record is of an unknown kind, " + kind);
        }
        long attempt = Attempt.of(Memory.trafficClass(index), source, memory.sequence(index, source));
        long intendedNs = memory.intendedNs(index, source);
        long step = columns.instants.signed();
        long atNs = memory.lastNs + step;
        if (code == TIMED_OUT) {
            Memory.OfClass c = memory.of(index);
            long sentNs = memory.sentNs(index, source);
            atNs = kind == Kinds.TIMED_OUT_AT ? atNs : sentNs + c.timeoutNs + step;
            c.timeoutNs = atNs - sentNs;
        }
        memory.lastNs = atNs;
        to.row(
                Tape.word(code, attempt, Memory.isOperators(index)),
                intendedNs,
                Tape.word(intendedNs, atNs, memory.phase(index, source)));
    }
}
