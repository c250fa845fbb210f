package io.squall.run;

import io.squall.boundary.Boundary;
import io.squall.journal.Journalist;
import io.squall.journal.State.Kept;
import io.squall.journal.pcap.CaptureReader;
import io.squall.journal.pcap.CaptureStorm;
import io.squall.journal.pcap.CaptureStorm.Reading;
import io.squall.journal.pcap.CaptureSummary;
import io.squall.record.Event;
import io.squall.record.LatencyLog;
import io.squall.record.Ledger;
import io.squall.record.PathLog;
import io.squall.record.PhaseSpan;
import io.squall.record.Recorder;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import io.squall.scenario.Phase;
import io.squall.scenario.Scenario;
import io.squall.wire.Attempt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A capture as the journal of a run that somebody else made. It is read twice: once to know the storm's classes and sources, and
 * once to write it down.
 *
 * <pre>
 *     CaptureStorm ─► CaptureSummary ─► CaptureScenario
 *     CaptureStorm ─► StormSink ─► Recorders ─► Tape ─► Journalist
 * </pre>
 */
public final class CaptureImport {
    /** Longer than this is a damaged time stamp. */
    private static final long LONGEST_NS = 24 * 3_600_000_000_000L;

    private final Path capture;
    private final Reading reading;
    private final CaptureSummary summary;

    /**
     * Reads a capture for the first time.
     *
     * @throws IOException if there is no such file, or it may not be read
     */
    public CaptureImport(Path capture, Reading reading) throws IOException {
        this.capture = capture;
        this.reading = reading;
        try (CaptureReader reader = CaptureReader.open(capture)) {
            summary = CaptureStorm.read(reader, reading, (_, _, _, _, _, _) -> {});
        }
    }

    public CaptureSummary summary() {
        return summary;
    }

    /** Whether it spans more time than a storm does. */
    public boolean isTooLong() {
        return summary.spanNs() > LONGEST_NS;
    }

    /** @param headroom capacity of its boundary / packets of the busiest second */
    public Scenario scenario(double headroom) {
        return CaptureScenario.of(String.valueOf(capture.getFileName()), summary, headroom);
    }

    /**
     * Reads it again, and writes the journal.
     *
     * @throws HostException if it is not the same any more, or not all of it could be written
     */
    public void writeTo(Journalist journalist, Scenario scenario) throws IOException {
        Writing writing = new Writing(scenario, journalist);
        try (CaptureReader reader = CaptureReader.open(capture)) {
            if (!CaptureStorm.read(reader, reading, writing::step).equals(summary)) {
                throw changed();
            }
        }
        writing.finish();
        Kept kept = journalist.kept();
        if (kept != null && !kept.all()) {
            throw new HostException("not all of " + capture + " is in the journal: "
                    + (kept.trouble() == null ? "too little is free on its disk" : kept.trouble()));
        }
    }

    private HostException changed() {
        return new HostException(capture + " was changed while it was read: end the capturing first");
    }

    /** The recorders of one import. */
    private final class Writing {
        private final Scenario scenario;
        private final Timeline timeline;
        private final Ledger ledger;
        private final PathLog paths;
        private final LatencyLog latency;
        private final Scribe scribe;
        /** By class of the capture: the storm that it is. */
        private final List<Integer> classes = CaptureScenario.classes(summary);

        /** By storm and source: when the newest request began. */
        private final long[][] firstNs;

        private int cut;

        Writing(Scenario scenario, Journalist journalist) {
            this.scenario = scenario;
            timeline = new Timeline(scenario.durationNs(), scenario.phases().size());
            ledger = new Ledger(scenario, timeline, Recorder.Reader.SAME_THREAD);
            scribe = new Scribe(scenario, journalist, ledger, true);
            paths = new PathLog(
                    new Boundary(scenario), timeline, scenario.classes().size(), _ -> 0);
            latency = new LatencyLog(timeline, null, "");
            latency.follow(scenario, ledger);
            scribe.follow(paths, _ -> 0);
            firstNs = new long[classes.size()][];
            for (int storm = 0; storm < classes.size(); storm++) {
                firstNs[storm] =
                        new long[summary.classes().get(classes.get(storm)).sources()];
                ledger.of(storm).beginPhase(0, 0);
            }
        }

        void step(Event event, long seen, int request, long intendedNs, long atNs, int bytes) {
            int storm = classes.indexOf(Attempt.trafficClass(seen));
            int source = Attempt.source(seen);
            if (storm < 0 || source >= firstNs[storm].length || atNs >= timeline.durationNs()) {
                throw changed();
            }
            cutsTo(atNs);
            Recorder recorder = ledger.of(storm);
            long attempt = Attempt.of(storm, source, Attempt.sequence(seen));
            if (event == Event.SENT) {
                boolean first = request == Attempt.sequence(seen);
                recorder.intended(attempt, intendedNs, first);
                firstNs[storm][source] = first ? intendedNs : firstNs[storm][source];
            }
            recorder.record(event, attempt, 0, intendedNs, atNs);
            if (event == Event.ANSWERED) {
                recorder.requestAnswered(firstNs[storm][source], atNs);
            }
        }

        private void cutsTo(long nowNs) {
            for (; cut < timeline.cuts() && Timeline.endNs(cut) <= nowNs; cut++) {
                paths.doWork(Timeline.endNs(cut));
                latency.take(cut);
                scribe.cut(cut);
            }
        }

        void finish() {
            long endNs = timeline.durationNs();
            cutsTo(endNs);
            ledger.recorders().forEach(recorder -> recorder.close(endNs));
            latency.finish(endNs);
            Phase phase = scenario.phases().getFirst();
            Snapshot run = new Snapshot(
                    timeline,
                    List.of(new PhaseSpan(phase.name(), phase.kind(), 0, endNs)),
                    ledger.classes(),
                    List.of(scenario.paths().getFirst().name()),
                    paths,
                    latency,
                    List.of(),
                    SelfHealth.VIRTUAL,
                    new boolean[timeline.cuts()],
                    0,
                    Map.of(),
                    ledger.digest(),
                    null);
            scribe.finish(run, endNs, false);
        }
    }
}
