package io.squall.journal;

import io.squall.wire.Attempt;

/**
 * The attempts that were intended in [fromNs, toNs), counted from fromNs, and only some of them.
 *
 * <pre>
 *     recorded   |  a  b |  c    d  e  |  f        |
 *     window             |‾‾‾‾‾‾‾‾‾‾‾‾‾|           ⟹   c at 2, d at 7, e at 10
 * </pre>
 */
final class Window extends Splice {
    private final long fromNs;
    private final long toNs;
    private final long classes;
    private final boolean firstTriesOnly;

    /** @param classes bit c is set for class c */
    Window(Reel reel, long fromNs, long toNs, long classes, boolean firstTriesOnly) {
        super(reel);
        this.fromNs = fromNs;
        this.toNs = toNs;
        this.classes = classes;
        this.firstTriesOnly = firstTriesOnly;
    }

    @Override
    public boolean advance() {
        while (reel.advance()) {
            long intendedNs = reel.intendedNs();
            boolean within = intendedNs >= fromNs && intendedNs < toNs;
            boolean chosen = (classes >>> Attempt.trafficClass(reel.attempt()) & 1) != 0;
            if (within && chosen && (!firstTriesOnly || (isDeparture() && reel.isFirstTry()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long intendedNs() {
        return reel.intendedNs() - fromNs;
    }

    @Override
    public long atNs() {
        return reel.atNs() - fromNs;
    }
}
