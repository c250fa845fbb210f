package io.squall.journal.pcap;

import io.squall.record.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a capture held.
 *
 * @param startNs of its first frame, since 1970
 * @param spanNs from its first frame to its last
 * @param frames by kind
 * @param classes in the order of their numbers
 * @param damage where and why the reading ended early
 */
public record CaptureSummary(
        long startNs,
        long spanNs,
        int clients,
        Map<PacketKind, Long> frames,
        List<OfClass> classes,
        Doubts doubts,
        Optional<Damage> damage) {
    private static final double SECOND_NS = 1e9;

    /**
     * One class of the storm.
     *
     * @param events attempts sent, and by outcome; those without one are the rest
     * @param bytes of all attempts, IP headers included
     * @param peak the most attempts in one second, counted in seconds from the first frame
     * @param spanNs from its first attempt to its last
     */
    public record OfClass(
            String name, Map<Event, Long> events, long firstTries, int sources, long bytes, long peak, long spanNs) {
        public long count(Event event) {
            return events.getOrDefault(event, 0L);
        }

        /** What had no answer and was not given up when the capture ended; all datagrams. */
        public long unanswered() {
            return count(Event.SENT)
                    - count(Event.ANSWERED)
                    - count(Event.REFUSED)
                    - count(Event.ERROR)
                    - count(Event.TIMED_OUT);
        }
    }

    /**
     * What a reader should know before believing the rest.
     *
     * @param outOfOrder frames older than the one before, which have its instant
     * @param untimed frames that say no instant, which have that of the one before
     * @param forgotten requests that were given up early for want of room
     */
    public record Doubts(long outOfOrder, long untimed, long forgotten) {}

    public long count(PacketKind kind) {
        return frames.getOrDefault(kind, 0L);
    }

    public long frameCount() {
        return frames.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether there is nothing in it that could be replayed. */
    public boolean hasNoStorm() {
        return classes.stream().allMatch(of -> of.count(Event.SENT) == 0);
    }

    /** For people, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%,d frames in %.3f s, %,d clients", frameCount(), spanNs / SECOND_NS, clients));
        for (OfClass of : classes) {
            if (of.count(Event.SENT) > 0) {
                lines.add(line(of));
            }
        }
        frames.forEach((kind, count) -> {
            if (count > 0) {
                lines.add(String.format(Locale.ROOT, "%,14d  %s", count, kind.text()));
            }
        });
        doubt(lines, doubts.outOfOrder(), "frames stood behind a younger one: they have its instant");
        doubt(lines, doubts.untimed(), "frames have no instant: they have that of the one before");
        doubt(lines, doubts.forgotten(), "requests were given up early: too many were open at once");
        damage.ifPresent(found -> lines.add("damaged at " + found + "; what came before it was read"));
        return lines;
    }

    private static void doubt(List<String> lines, long count, String text) {
        if (count > 0) {
            lines.add(String.format(Locale.ROOT, "%,14d  %s", count, text));
        }
    }

    private static String line(OfClass of) {
        return String.format(
                Locale.ROOT,
                "%-9s %,d attempts (%,d first tries) of %,d sources: %,d answered, %,d refused, %,d errors, %,d given up, %,d open; at most %,d in a second",
                of.name(),
                of.count(Event.SENT),
                of.firstTries(),
                of.sources(),
                of.count(Event.ANSWERED),
                of.count(Event.REFUSED),
                of.count(Event.ERROR),
                of.count(Event.TIMED_OUT),
                of.unanswered(),
                of.peak());
    }
}
