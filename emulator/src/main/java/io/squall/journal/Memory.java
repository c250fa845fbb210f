package io.squall.journal;

import io.squall.record.Event;
import io.squall.record.Tape;
import io.squall.wire.Attempt;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What both the writer and the reader of a stream remember of the rows so far, so that most of what comes next need not be
 * written: the newest attempt of each source, and what is usual in each class.
 */
@SuppressWarnings("EnumOrdinal") // a tape's codes are numbers
final class Memory {
    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int FIELDS = 3;
    private static final int INTENDED = 0;
    private static final int SENT = 1;
    /** Sequence above the lowest 8 bits, phase in them. */
    private static final int SEQUENCE = 2;

    private static final int OPERATOR = Attempt.MAX_CLASSES;

    private final OfClass[] classes = new OfClass[2 * Attempt.MAX_CLASSES];
    private final int[] sources;
    /** The instant of the newest row that has one. */
    long lastNs;

    /** @param sources of each class; there are no others */
    Memory(int[] sources) {
        this.sources = sources.clone();
        Arrays.setAll(classes, _ -> new OfClass());
    }

    /** A class, or the operator on its wire. */
    static int index(long word) {
        return Attempt.trafficClass(word) + (Tape.isOperators(word) ? OPERATOR : 0);
    }

    static boolean isOperators(int index) {
        return index >= OPERATOR;
    }

    static int trafficClass(int index) {
        return index & (OPERATOR - 1);
    }

    /** One class. */
    static final class OfClass {
        int phase;
        long timeoutNs;
        private long[] @Nullable [] pages = new long[0][];
    }

    OfClass of(int index) {
        return classes[index];
    }

    /** @throws DamagedJournalException if there is no such source */
    private long[] page(int index, int source) {
        OfClass c = classes[index];
        int page = source >>> PAGE_BITS;
        if (page >= c.pages.length) {
            int trafficClass = trafficClass(index);
            if (trafficClass >= sources.length || source >= sources[trafficClass]) {
                throw new DamagedJournalException(
                        "a record tells of source " + source + " of class " + trafficClass + ", which the run has not");
            }
            c.pages = Arrays.copyOf(c.pages, Math.max(page + 1, 2 * c.pages.length));
        }
        long[] rows = c.pages[page];
        if (rows == null) {
            rows = new long[FIELDS * PAGE];
            c.pages[page] = rows;
        }
        return rows;
    }

    private static int at(int source) {
        return (source & (PAGE - 1)) * FIELDS;
    }

    /** Of the newest attempt of a source. */
    long intendedNs(int index, int source) {
        return page(index, source)[at(source) + INTENDED];
    }

    long sentNs(int index, int source) {
        return page(index, source)[at(source) + SENT];
    }

    int sequence(int index, int source) {
        return (int) (page(index, source)[at(source) + SEQUENCE] >>> 8);
    }

    int phase(int index, int source) {
        return (int) page(index, source)[at(source) + SEQUENCE] & 0xFF;
    }

    /** A source has a new attempt. */
    void begin(int index, int source, int sequence, int phase, long intendedNs, long sentNs) {
        long[] rows = page(index, source);
        int at = at(source);
        rows[at + INTENDED] = intendedNs;
        rows[at + SENT] = sentNs;
        rows[at + SEQUENCE] = (long) sequence << 8 | phase;
    }

    /** A row that was written as it is. */
    void take(long first, long second, long third) {
        int code = Tape.code(first);
        if (code >= Tape.PHASE) {
            return;
        }
        int index = index(first);
        long attempt = Tape.attempt(first);
        int source = Attempt.source(attempt);
        if (code == Tape.FIRST_TRY || code == Event.INTENDED.ordinal()) {
            classes[index].phase = Tape.phase(third);
            begin(index, source, Attempt.sequence(attempt), Tape.phase(third), second, second);
        } else if (code == Event.SENT.ordinal()) {
            page(index, source)[at(source) + SENT] = Tape.atNs(second, third);
        }
        lastNs = Tape.atNs(second, third);
    }
}
