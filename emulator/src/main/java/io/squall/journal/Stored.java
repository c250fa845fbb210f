package io.squall.journal;

import io.squall.record.Event;
import io.squall.wire.Attempt;

/** A reel whose steps lie in an array, three words each, so that many can be kept without an object for each. */
abstract class Stored implements Reel {
    static final int WORDS = 3;

    private static final Event[] EVENTS = Event.values();
    private static final long FIRST_TRY = 1L << 53;

    private long word;
    private long intendedNs;
    private long atNs;

    /** The first word: an attempt does not use the bits of the leg, nor the one below them. */
    @SuppressWarnings("EnumOrdinal") // written and read within one process
    static long word(Event event, long attempt, boolean isFirstTry) {
        return Attempt.leg(attempt, event.ordinal()) | (isFirstTry ? FIRST_TRY : 0);
    }

    /** Keeps the step at which a reel stands. */
    static void write(long[] words, int at, Reel reel) {
        words[at] = word(reel.event(), reel.attempt(), reel.isFirstTry());
        words[at + 1] = reel.intendedNs();
        words[at + 2] = reel.atNs();
    }

    /** From now on it stands at this step. */
    final void standAt(long[] words, int at) {
        word = words[at];
        intendedNs = words[at + 1];
        atNs = words[at + 2];
    }

    @Override
    public final Event event() {
        return EVENTS[Attempt.leg(word)];
    }

    @Override
    public final long attempt() {
        return Attempt.ofPacket(word);
    }

    @Override
    public final boolean isFirstTry() {
        return (word & FIRST_TRY) != 0;
    }

    @Override
    public final long intendedNs() {
        return intendedNs;
    }

    @Override
    public final long atNs() {
        return atNs;
    }
}
