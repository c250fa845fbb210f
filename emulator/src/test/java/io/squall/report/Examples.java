package io.squall.report;

import io.squall.record.Percentiles;
import io.squall.record.SelfHealth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Summaries as other runs would leave them: a real one with some of its parts exchanged. */
final class Examples {
    private static final long MS = 1_000_000;

    private Examples() {}

    static Summary with(
            Summary s, String mode, String outcome, List<String> reasons, @Nullable Long stoppedNs, SelfHealth health) {
        return of(s, s.scenario(), mode, outcome, reasons, stoppedNs, s.phases(), s.classes(), health);
    }

    /** Longer, and with fewer classes. */
    static Summary of(Summary s, List<Summary.ClassRow> classes, long endNs) {
        List<Summary.PhaseRow> phases = List.of(new Summary.PhaseRow("long", "baseline", 0, endNs));
        return of(s, s.scenario(), s.mode(), s.outcome(), s.reasons(), null, phases, classes, s.selfHealth());
    }

    /** With a text in every place where a user can write one. */
    static Summary saying(Summary s, String text) {
        Summary.ScenarioRow was = s.scenario();
        Summary.ScenarioRow scenario = new Summary.ScenarioRow(
                text, text, text, was.hash(), was.seed(), was.durationNs(), was.windowNs(), was.upstream());
        List<Summary.PhaseRow> phases = s.phases().stream()
                .map(p -> new Summary.PhaseRow(text, p.kind(), p.startNs(), p.endNs()))
                .toList();
        return of(
                s, scenario, s.mode(), s.outcome(), List.of(text), s.stoppedNs(), phases, s.classes(), s.selfHealth());
    }

    @SuppressWarnings("checkstyle:ParameterNumber")
    private static Summary of(
            Summary s,
            Summary.ScenarioRow scenario,
            String mode,
            String outcome,
            List<String> reasons,
            @Nullable Long stoppedNs,
            List<Summary.PhaseRow> phases,
            List<Summary.ClassRow> classes,
            SelfHealth health) {
        return new Summary(
                s.schema(),
                s.squall(),
                mode,
                s.startedUtc(),
                scenario,
                outcome,
                s.exitCode(),
                reasons,
                s.checks(),
                stoppedNs,
                s.recovery(),
                s.overhangNs(),
                s.congestedNs(),
                phases,
                classes,
                s.controls(),
                s.mitigations(),
                s.storm(),
                s.paths(),
                s.services(),
                health,
                s.replay(),
                s.journal(),
                s.digest());
    }

    /** On a host that could not carry it. */
    static Summary onSockets(Summary s) {
        Percentiles idle = new Percentiles(400, 250_000, 320_000, 400_000, 900_000, 1_100_000, 1_200_000, 280_000);
        Percentiles sink = new Percentiles(400, 310_000, 500_000, 900_000, 4 * MS, 9 * MS, 12 * MS, 500_000);
        List<SelfHealth.Floor> floors = new ArrayList<>();
        s.controls().forEach(c -> floors.add(new SelfHealth.Floor(c.name(), idle, 0, sink, 0.0025)));
        SelfHealth health = new SelfHealth(
                70 * MS,
                120 * MS,
                180 * MS,
                1_200_000,
                31 * MS,
                900_000,
                190 * MS,
                3,
                7,
                45 * MS,
                12,
                List.of(new SelfHealth.Frames(
                        "clients", new Percentiles(1_234_567, 2_100, 2_400, 2_900, 8_200, 24_000, 91_000, 2_300))),
                floors,
                List.of(new SelfHealth.Noticing("dns", 40_000, 3 * MS, 190 * MS)),
                List.of());
        List<String> reasons =
                List.of("attempts left late: the 99th percentile of sent − intended was 70.0 ms (allowed 62.5 ms)");
        return with(s, "run", "INVALID", reasons, null, health);
    }

    static Summary stopped(Summary s) {
        return with(s, s.mode(), "STOPPED", s.reasons(), 31_500 * MS, s.selfHealth());
    }
}
