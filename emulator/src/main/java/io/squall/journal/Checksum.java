package io.squall.journal;

import io.squall.record.Digest;

/** How many departures, and a hash over their intended instants and identities in their order: planned, and as they came. */
public final class Checksum {
    private final Digest digest = new Digest();
    private long count;

    /** Takes in the departure at which a reel stands. */
    public void add(Reel reel) {
        digest.add(reel.intendedNs(), reel.attempt(), 0);
        count++;
    }

    public long count() {
        return count;
    }

    public Digest digest() {
        return digest;
    }
}
