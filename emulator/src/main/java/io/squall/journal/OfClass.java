package io.squall.journal;

import io.squall.record.Event;
import io.squall.wire.Attempt;

/**
 * One class of a reel, under its index in the scenario that is run, K sources for each that was recorded. Copy k of the nth departure
 * is intended at tₙ + k (tₙ₊₁ − tₙ) / K, so that in every interval the rate is K times the recorded one, and K never come at once.
 *
 * <pre>
 *     recorded   a     b  c        |        source s ─► s·K, s·K + 1, … s·K + K − 1
 *     K = 3      a a a bbbc  c  c  |
 * </pre>
 *
 * The copies' sources give up by the scenario's timeouts, or when they depart anew: an attempt that was given up lies at no one distance
 * from its copies.
 */
final class OfClass extends Splice {
    private final int recordedClass;
    private final int trafficClass;
    private final int copies;
    private final long endNs;
    private Event event = Event.TIMED_OUT;
    private boolean isFirstTry;
    private long attempt;
    private long intendedNs;
    private long atNs;
    private boolean ahead;
    private boolean started;
    private int copy;
    private long gapNs;

    /** @param endNs the last departure's copies come before it */
    OfClass(Reel reel, int recordedClass, int trafficClass, int copies, long endNs) {
        super(reel);
        this.recordedClass = recordedClass;
        this.trafficClass = trafficClass;
        this.copies = copies;
        this.endNs = endNs;
    }

    @Override
    public boolean advance() {
        if (copies == 1) {
            boolean found = find();
            if (found) {
                take();
            }
            return found;
        }
        if (!started) {
            started = true;
            ahead = find();
        } else if (++copy < copies) {
            return true;
        }
        if (!ahead) {
            copy = copies - 1;
            return false;
        }
        take();
        copy = 0;
        ahead = find();
        gapNs = Math.max(0, (ahead ? reel.intendedNs() : endNs) - intendedNs);
        return true;
    }

    private boolean find() {
        while (reel.advance()) {
            if (Attempt.trafficClass(reel.attempt()) == recordedClass && (copies == 1 || isDeparture())) {
                return true;
            }
        }
        return false;
    }

    private void take() {
        event = reel.event();
        isFirstTry = reel.isFirstTry();
        attempt = reel.attempt();
        intendedNs = reel.intendedNs();
        atNs = reel.atNs();
    }

    @Override
    public Event event() {
        return event;
    }

    @Override
    public boolean isFirstTry() {
        return isFirstTry;
    }

    @Override
    public long attempt() {
        return Attempt.of(trafficClass, Attempt.source(attempt) * copies + copy, Attempt.sequence(attempt));
    }

    @Override
    public long intendedNs() {
        return intendedNs + gapNs * copy / copies;
    }

    @Override
    public long atNs() {
        return atNs + gapNs * copy / copies;
    }
}
