package io.squall.journal;

import io.squall.record.Event;
import io.squall.wire.Attempt;

/** A step of a reel in three words of an array, so that many can be kept without an object for each. */
final class Row {
    static final int WORDS = 3;

    private static final Event[] EVENTS = Event.values();
    private static final long FIRST_TRY = 1L << 53;

    private Row() {}

    @SuppressWarnings("EnumOrdinal") // written and read within one process
    static void write(long[] words, int at, Reel reel) {
        // The bits of the leg, and the one above it, which an attempt does not use.
        words[at] = Attempt.leg(reel.attempt(), reel.event().ordinal()) | (reel.isFirstTry() ? FIRST_TRY : 0);
        words[at + 1] = reel.intendedNs();
        words[at + 2] = reel.atNs();
    }

    static Event event(long word) {
        return EVENTS[Attempt.leg(word)];
    }

    static boolean isFirstTry(long word) {
        return (word & FIRST_TRY) != 0;
    }

    /** When it is to be done again: a departure when it was intended, a giving up when it happened. */
    static long dueNs(Reel reel) {
        return reel.event() == Event.TIMED_OUT ? reel.atNs() : reel.intendedNs();
    }
}
