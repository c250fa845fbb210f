package io.squall.scenario;

import io.squall.time.Rate;
import java.util.List;

/**
 * A device between the two networks.
 *
 * @param capacity packets a second, both directions together
 * @param queue packets inside at the most, the one in service included; {@link Integer#MAX_VALUE} for no limit
 * @param prefer classes that a strict-priority device serves first
 */
public record Path(
        String name,
        Rate capacity,
        int queue,
        Discipline discipline,
        List<String> prefer,
        ServiceTime service,
        WhenFull whenFull) {
    /** Whom a device admits and serves next. */
    public enum Discipline {
        FIFO,
        PRIORITY,
        /** No queue: packets of a 20 ms tick survive with probability min(1, capacity · tick / offered). */
        FLUID
    }

    /** How long one packet holds the server, with mean 1 / capacity. */
    public enum ServiceTime {
        DETERMINISTIC,
        EXPONENTIAL
    }

    /** How a full device answers. */
    public enum WhenFull {
        /** The sender learns it from its own timer. */
        SILENCE,
        /** The sender is told at once. */
        REJECT
    }
}
