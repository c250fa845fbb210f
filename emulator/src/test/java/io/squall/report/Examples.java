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
        return new Summary(
                s.schema(),
                s.squall(),
                mode,
                s.startedUtc(),
                s.scenario(),
                outcome,
                s.exitCode(),
                reasons,
                stoppedNs,
                s.recovery(),
                s.overhangNs(),
                s.congestedNs(),
                s.phases(),
                s.classes(),
                s.controls(),
                s.mitigations(),
                s.storm(),
                health,
                s.digest());
    }

    /** On a host that could not carry it. */
    static Summary onSockets(Summary s) {
        Percentiles idle = new Percentiles(400, 250_000, 400_000, 900_000, 1_100_000, 1_200_000, 280_000);
        Percentiles sink = new Percentiles(400, 310_000, 900_000, 4 * MS, 9 * MS, 12 * MS, 500_000);
        List<SelfHealth.Floor> floors = new ArrayList<>();
        s.controls().forEach(c -> floors.add(new SelfHealth.Floor(c.name(), idle, 0, sink, 0.0025)));
        SelfHealth health = new SelfHealth(
                70 * MS, 120 * MS, 180 * MS, 1_200_000, 31 * MS, 900_000, 190 * MS, 3, 7, 45 * MS, 12, floors,
                List.of());
        List<String> reasons =
                List.of("attempts left late: the 99th percentile of sent − intended was 70.0 ms (allowed 62.5 ms)");
        return with(s, "run", "INVALID", reasons, null, health);
    }

    static Summary stopped(Summary s) {
        return with(s, s.mode(), "STOPPED", s.reasons(), 31_500 * MS, s.selfHealth());
    }
}
