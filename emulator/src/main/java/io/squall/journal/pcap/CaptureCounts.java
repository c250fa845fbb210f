package io.squall.journal.pcap;

import io.squall.record.Event;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Counts while a capture is read, and its clock, which never goes back. */
final class CaptureCounts {
    private static final List<String> NAMES = List.of("connects", "queries", "datagrams");
    private static final long SECOND_NS = 1_000_000_000;

    private final long[] kinds = new long[PacketKind.values().length];
    private final OfClass[] classes = {new OfClass(), new OfClass(), new OfClass()};
    private boolean started;
    private long startNs;
    private long nowNs;
    private long outOfOrder;
    private long untimed;
    private long forgotten;

    private static final class OfClass {
        final long[] events = new long[Event.values().length];
        long firstTries;
        long bytes;
        long firstNs;
        long lastNs;
        long second;
        long inSecond;
        long peak;
    }

    /** Since the first frame that has an instant. */
    long instantNs(Frame frame) {
        if (!frame.timed) {
            untimed++;
            return nowNs;
        }
        if (!started) {
            started = true;
            startNs = frame.atNs;
        }
        long sinceNs = frame.atNs - startNs;
        if (sinceNs < nowNs) {
            outOfOrder++;
        } else {
            nowNs = sinceNs;
        }
        return nowNs;
    }

    @SuppressWarnings("EnumOrdinal") // counters by kind in a flat array
    void frame(PacketKind kind) {
        kinds[kind.ordinal()]++;
    }

    @SuppressWarnings("EnumOrdinal")
    void sent(int trafficClass, boolean firstTry, int bytes) {
        OfClass of = classes[trafficClass];
        if (of.events[Event.SENT.ordinal()]++ == 0) {
            of.firstNs = nowNs;
        }
        of.lastNs = nowNs;
        of.firstTries += firstTry ? 1 : 0;
        of.bytes += bytes;
        long second = nowNs / SECOND_NS;
        of.inSecond = second == of.second ? of.inSecond + 1 : 1;
        of.second = second;
        of.peak = Math.max(of.peak, of.inSecond);
    }

    @SuppressWarnings("EnumOrdinal")
    void outcome(int trafficClass, Event event) {
        classes[trafficClass].events[event.ordinal()]++;
    }

    /** A request had to make room for others. */
    void forgotten(boolean unanswered) {
        forgotten += unanswered ? 1 : 0;
    }

    CaptureSummary summary(int clients, SourcePool[] sources, Optional<Damage> damage) {
        Map<PacketKind, Long> counted = new EnumMap<>(PacketKind.class);
        for (PacketKind kind : PacketKind.values()) {
            counted.put(kind, countOf(kind));
        }
        List<CaptureSummary.OfClass> storms = IntStream.range(0, classes.length)
                .mapToObj(c -> summaryOf(c, sources[c].size()))
                .toList();
        return new CaptureSummary(
                startNs,
                nowNs,
                clients,
                counted,
                storms,
                new CaptureSummary.Doubts(outOfOrder, untimed, forgotten),
                damage);
    }

    @SuppressWarnings("EnumOrdinal")
    private long countOf(PacketKind kind) {
        return kinds[kind.ordinal()];
    }

    private CaptureSummary.OfClass summaryOf(int trafficClass, int sources) {
        OfClass of = classes[trafficClass];
        Map<Event, Long> events = new EnumMap<>(Event.class);
        for (Event event : Event.values()) {
            events.put(event, countOf(of, event));
        }
        return new CaptureSummary.OfClass(
                NAMES.get(trafficClass), events, of.firstTries, sources, of.bytes, of.peak, of.lastNs - of.firstNs);
    }

    @SuppressWarnings("EnumOrdinal")
    private static long countOf(OfClass of, Event event) {
        return of.events[event.ordinal()];
    }
}
