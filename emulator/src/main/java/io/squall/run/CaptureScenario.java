package io.squall.run;

import io.squall.journal.pcap.CaptureStorm;
import io.squall.journal.pcap.CaptureSummary;
import io.squall.record.Event;
import io.squall.record.Timeline;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.wire.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A scenario in the likeness of a capture: its storms, and a boundary of which a capture says nothing. So that is an assumption: some
 * multiple of the packets of the busiest second, and a queue of a twentieth of a second. There are as many sources as requests can be open
 * at once if none is answered, so that a replay through a slower boundary is not held back by the clients of the capture.
 */
final class CaptureScenario {
    /** By class of the capture. */
    private static final List<String> TRANSPORTS =
            List.of("tcp, profile: tcp-syn-linear-4", "dns, profile: dns-stub", "push, profile: one-way-push");

    /** How long a client of that profile tries at the most, in s. */
    private static final List<Integer> PATIENCE_S = List.of(131, 10, 1);

    private static final double SECOND_NS = 1e9;
    private static final int LEAST_QUEUE = 64;
    private static final int QUEUES_A_SECOND = 20;

    private CaptureScenario() {}

    /** The classes of a capture that have attempts: the scenario's storms, in this order. */
    static List<Integer> classes(CaptureSummary capture) {
        List<Integer> classes = new ArrayList<>();
        for (int c = 0; c < capture.classes().size(); c++) {
            if (capture.classes().get(c).count(Event.SENT) > 0) {
                classes.add(c);
            }
        }
        return classes;
    }

    /**
     * Of a capture that holds a storm.
     *
     * @param headroom capacity / packets of the busiest second
     */
    static Scenario of(String file, CaptureSummary capture, double headroom) {
        StringBuilder storms = new StringBuilder();
        long packets = 0;
        for (int c : classes(capture)) {
            CaptureSummary.OfClass of = capture.classes().get(c);
            packets += (c == CaptureStorm.DATAGRAMS ? 1 : 2) * of.peak();
            storms.append(storm(c, of));
        }
        long capacity = Math.max(1, Math.round(headroom * packets));
        String text = String.format(
                Locale.ROOT,
                """
                squall: 1
                name: capture
                title: "The storm of %s"
                note: "Made by squall import. The clients are those of the capture. The boundary is an assumption: its capacity is %s times the packets of the busiest second, its queue a twentieth of a second of that."
                duration: %d ms
                phases:
                  - { name: capture, kind: storm }
                paths:
                  boundary: { capacity: %d/s, queue: %d }
                plane: { delay: 1 ms .. 5 ms }
                storms:
                %s""",
                file.replaceAll("[^\\w.-]", "_"),
                headroom,
                durationMs(capture),
                capacity,
                Math.max(LEAST_QUEUE, capacity / QUEUES_A_SECOND),
                storms);
        return Scenarios.read(file, text, List.of(), OptionalLong.empty());
    }

    private static String storm(int trafficClass, CaptureSummary.OfClass of) {
        String transport = TRANSPORTS.get(trafficClass);
        double rate = Math.max(0.001, of.firstTries() / Math.max(0.1, of.spanNs() / SECOND_NS));
        long atOnce = Math.min(of.firstTries(), (long) Math.ceil(rate * PATIENCE_S.get(trafficClass)));
        return String.format(
                Locale.ROOT,
                "  %s: { transport: %s, path: boundary, bytes: { request: %d B }, population: { open: { sources: %d, rate: %.3f/s, arrivals: poisson } } }%n",
                of.name(),
                transport,
                Math.max(1, of.bytes() / of.count(Event.SENT)),
                Math.clamp(atOnce, of.sources(), Attempt.MAX_SOURCES),
                rate);
    }

    /** To the end of the cut after the last frame. */
    private static long durationMs(CaptureSummary capture) {
        return (capture.spanNs() / Timeline.CUT_NS + 2) * (Timeline.CUT_NS / 1_000_000);
    }
}
