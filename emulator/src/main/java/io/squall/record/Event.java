package io.squall.record;

import io.squall.wire.Outcome;

/** A step in the life of an attempt. */
public enum Event {
    INTENDED(Counter.INTENDED),
    SENT(Counter.SENT),
    SKIPPED(Counter.SKIPPED),
    SHED(Counter.SHED),
    ANSWERED(Counter.ANSWERED),
    REFUSED(Counter.FAILED),
    RESET(Counter.FAILED),
    TIMED_OUT(Counter.TIMED_OUT),
    LATE(Counter.LATE),
    ERROR(Counter.FAILED);

    final Counter counter;

    Event(Counter counter) {
        this.counter = counter;
    }

    /** What a wire has learned, as an event. */
    public static Event of(Outcome outcome) {
        return switch (outcome) {
            case ANSWERED -> ANSWERED;
            case REFUSED -> REFUSED;
            case RESET -> RESET;
            case ERROR -> ERROR;
        };
    }
}
