package io.squall.journal;

import io.squall.record.Event;

/**
 * What the clients of a recorded storm did, in the order in which they did it: a cursor over their departures and over the
 * attempts that they gave up. One reader.
 *
 * <p>The accessors tell of the step to which {@link #advance} has come; nothing is allocated for a step.
 */
public interface Reel {
    /** @return false if there is no further step */
    boolean advance();

    /** {@link Event#SENT}, {@link Event#SKIPPED} or {@link Event#SHED}: what became of a departure; {@link Event#TIMED_OUT}: given up. */
    Event event();

    /** See {@link io.squall.wire.Attempt}; its class is the recording's. */
    long attempt();

    /** Whether a departure is the first try of its request. */
    boolean isFirstTry();

    /** When the attempt was intended, in ns of the recorded run. */
    long intendedNs();

    /** When it is due again: a departure when it was intended, even if it was late; a giving up when it happened. */
    long atNs();
}
