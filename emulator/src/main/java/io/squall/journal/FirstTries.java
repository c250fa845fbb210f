package io.squall.journal;

import io.squall.load.Instants;
import io.squall.wire.Attempt;

/** Recorded first tries as the arrivals of an open population. */
public final class FirstTries implements Instants {
    private final Reel reel;
    private final Checksum played;
    private boolean loaded;
    private int source;

    /**
     * Of one class.
     *
     * @param reel of first tries alone; that {@link Reel#advance} says no may also mean: not yet
     * @param played told of each that is taken
     */
    public FirstTries(Reel reel, Checksum played) {
        this.reel = reel;
        this.played = played;
    }

    @Override
    public long peekNs() {
        loaded = loaded || reel.advance();
        return loaded ? reel.intendedNs() : Long.MAX_VALUE;
    }

    @Override
    public long takeNs() {
        loaded = false;
        source = Attempt.source(reel.attempt());
        played.add(reel);
        return reel.intendedNs();
    }

    @Override
    public int source() {
        return source;
    }
}
