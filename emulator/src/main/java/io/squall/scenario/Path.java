package io.squall.scenario;

import io.squall.load.Spread;
import io.squall.time.Rate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device between the two networks, or several alike side by side.
 *
 * @param capacity packets a second, both directions together; of each device
 * @param bitsPerSecond a second limit: a packet takes the longer of the two times; infinite for none
 * @param queue packets inside at the most, the one in service included; {@link Integer#MAX_VALUE} for no limit
 * @param parallel devices side by side, chosen by the hash of a flow
 * @param flows its flow table; null for none
 */
public record Path(
        String name,
        Rate capacity,
        double bitsPerSecond,
        int queue,
        int parallel,
        Discipline discipline,
        ServiceTime service,
        WhenFull whenFull,
        @Nullable Flows flows) {

    /** One device of packets that are all alike. */
    public static Path of(String name, Rate capacity, int queue, Discipline discipline) {
        return new Path(
                name,
                capacity,
                Double.POSITIVE_INFINITY,
                queue,
                1,
                discipline,
                ServiceTime.DETERMINISTIC,
                WhenFull.SILENCE,
                null);
    }

    /** Whom a device admits and serves next. */
    public sealed interface Discipline {
        record Fifo() implements Discipline {}

        record Lifo() implements Discipline {}

        /** @param prefer classes that are served first, with places of their own */
        record Priority(List<String> prefer) implements Discipline {}

        /** Deficit round robin over the classes, each with places of its own (Shreedhar, Varghese, SIGCOMM 1995). */
        record RoundRobin(int quantumBytes) implements Discipline {}

        /** RFC 8289. */
        record CoDel(long targetNs, long intervalNs) implements Discipline {}

        /** No queue: packets of a 20 ms tick survive with probability min(1, capacity · tick / offered). */
        record Fluid() implements Discipline {}
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

    /**
     * A flow table: a packet of an unknown flow that finds it full is lost in silence.
     *
     * @param entries at the most
     * @param synSent how long an entry is held after the first packet of a connection; the others likewise
     */
    public record Flows(
            int entries,
            Spread synSent,
            Spread synReceived,
            Spread established,
            Spread closed,
            Spread udp,
            Spread udpStream) {}
}
