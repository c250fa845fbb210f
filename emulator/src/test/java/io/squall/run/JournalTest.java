package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.journal.JournalReader;
import io.squall.journal.Journalist;
import io.squall.journal.Rebuild;
import io.squall.record.Snapshot;
import io.squall.report.Bundle;
import io.squall.report.Summary;
import io.squall.report.SummaryOf;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"dec-7", "quiet", "slack-2021", "gcloud-2025", "ebs-2011"})
    void what_is_computed_from_the_journal_alone_is_what_the_run_wrote(String preset) throws IOException {
        Scenario scenario = Scenarios.load(preset, List.of(), OptionalLong.of(3));
        Journalist journalist = begin(scenario, 1);
        Snapshot run = new SimulatedRun(scenario, new KillSwitch())
                .recordedBy(journalist)
                .run(null, _ -> {});

        Rebuild.Run again = read(scenario);

        assertThat(again.trouble()).isEmpty();
        assertThat(summary(scenario, again.snapshot())).isEqualTo(summary(scenario, run));
        assertThat(intervals("again", again.snapshot())).isEqualTo(intervals("run", run));
    }

    private Journalist begin(Scenario scenario, int oneIn) {
        return Journals.begin(
                directory,
                new Journals.Subject(scenario, "simulate", true, "now", Map.of("squall", "0")),
                1L << 30,
                oneIn);
    }

    private Rebuild.Run read(Scenario scenario) throws IOException {
        try (JournalReader journal = Journals.open(directory)) {
            return Rebuild.of(journal, scenario, null);
        }
    }

    private static String summary(Scenario scenario, Snapshot run) {
        Summary summary = SummaryOf.of(
                scenario,
                run,
                Judge.judge(scenario, run),
                new SummaryOf.Circumstances("0", "simulate", "now", OptionalLong.empty(), 0));
        return summary.json();
    }

    private String intervals(String name, Snapshot run) throws IOException {
        Bundle bundle = Bundle.create(directory.resolve(name));
        bundle.writeIntervals(run);
        return Files.readString(bundle.directory().resolve("intervals.csv"));
    }
}
