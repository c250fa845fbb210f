package io.squall.journal;

import io.squall.record.Event;

/** A reel made of another: tells of the same steps unless it says otherwise. */
abstract class Splice implements Reel {
    Reel reel;

    Splice(Reel reel) {
        this.reel = reel;
    }

    final boolean isDeparture() {
        return reel.event() != Event.TIMED_OUT;
    }

    @Override
    public boolean advance() {
        return reel.advance();
    }

    @Override
    public Event event() {
        return reel.event();
    }

    @Override
    public long attempt() {
        return reel.attempt();
    }

    @Override
    public boolean isFirstTry() {
        return reel.isFirstTry();
    }

    @Override
    public long intendedNs() {
        return reel.intendedNs();
    }

    @Override
    public long atNs() {
        return reel.atNs();
    }
}
