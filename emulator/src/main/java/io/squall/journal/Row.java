package io.squall.journal;

import io.squall.record.Event;
import io.squall.wire.Attempt;

/** A step of a reel in three words of an array, so that many can be kept without an object for each. */
final class Row {
    static final int WORDS = 3;

    private static final Event[] EVENTS = Event.values();
    private static final long FIRST_TRY = 1L << 53;

    private Row() {}

    /** The first word: an attempt does not use the bits of the leg, nor the one below them. */
    @SuppressWarnings("EnumOrdinal") // written and read within one process
    static long word(Event event, long attempt, boolean isFirstTry) {
        return Attempt.leg(attempt, event.ordinal()) | (isFirstTry ? FIRST_TRY : 0);
    }

    static void write(long[] words, int at, Reel reel) {
        words[at] = word(reel.event(), reel.attempt(), reel.isFirstTry());
        words[at + 1] = reel.intendedNs();
        words[at + 2] = reel.atNs();
    }

    static Event event(long word) {
        return EVENTS[Attempt.leg(word)];
    }

    static boolean isFirstTry(long word) {
        return (word & FIRST_TRY) != 0;
    }
}
