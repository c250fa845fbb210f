package io.squall.journal;

import io.squall.record.Event;
import io.squall.record.Tape;

/** The four bits of a record that say what it is. */
@SuppressWarnings("EnumOrdinal") // a tape's codes are numbers
final class Kinds {
    /** From here: an attempt and its departure at once. */
    static final int DEPARTURES = 0;

    /** From here: what has come of the newest attempt of a source. */
    static final int OUTCOMES = 6;

    /** A timeout that is dated like other outcomes, since that is shorter: the waits of its class vary. */
    static final int TIMED_OUT_AT = 12;

    /** A row of the tape as it is. */
    static final int RAW = 15;

    private static final int RETRIES = 3;
    private static final int[] DEPARTED = {Event.SENT.ordinal(), Event.SKIPPED.ordinal(), Event.SHED.ordinal()};
    private static final int FIRST_OUTCOME = Event.ANSWERED.ordinal();

    private Kinds() {}

    /** Of two rows that follow each other; -1 if they are no attempt and its departure. */
    static int departure(int code, int next) {
        boolean first = code == Tape.FIRST_TRY;
        for (int i = 0; i < DEPARTED.length; i++) {
            if (next == DEPARTED[i]) {
                return DEPARTURES + i + (first ? 0 : RETRIES);
            }
        }
        return -1;
    }

    static int firstCode(int departure) {
        return departure < RETRIES ? Tape.FIRST_TRY : Event.INTENDED.ordinal();
    }

    static int secondCode(int departure) {
        return DEPARTED[departure % RETRIES];
    }

    static boolean isOutcome(int code) {
        return code >= FIRST_OUTCOME && code <= Event.LATE.ordinal();
    }

    static int outcome(int code) {
        return OUTCOMES + code - FIRST_OUTCOME;
    }

    /** The tape's code of an outcome. */
    static int code(int outcome) {
        return outcome - OUTCOMES + FIRST_OUTCOME;
    }
}
