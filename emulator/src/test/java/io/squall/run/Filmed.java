package io.squall.run;

import io.squall.guard.KillSwitch;
import io.squall.journal.Journalist;
import io.squall.journal.Recording;
import io.squall.journal.Strip;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A simulated run with its journal, and what its storms did in it. */
record Filmed(Scenario scenario, Snapshot run, Recording recording, Strip strip) {
    static Filmed of(Path folder, String preset, long seed, String... sets) {
        Scenario scenario = Scenarios.load(preset, List.of(sets), OptionalLong.of(seed));
        Path bundle = bundle(folder);
        Journalist journalist = Journals.begin(
                bundle, new Journals.Subject(scenario, "simulate", true, "now", Map.of("squall", "0")), 1L << 30, 1);
        Snapshot run = new SimulatedRun(scenario, new KillSwitch())
                .recordedBy(journalist)
                .run(null, _ -> {});
        Recording recording = Recordings.open(bundle);
        return new Filmed(
                recording.scenario(),
                run,
                recording,
                Strip.copy(recording.reels().get()));
    }

    private static Path bundle(Path folder) {
        try {
            return Files.createTempDirectory(folder, "filmed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
