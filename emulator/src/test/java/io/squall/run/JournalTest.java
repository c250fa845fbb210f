package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.journal.JournalReader;
import io.squall.journal.Journalist;
import io.squall.journal.Rebuild;
import io.squall.journal.Room;
import io.squall.journal.Shelf;
import io.squall.journal.State;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Snapshot;
import io.squall.report.Bundle;
import io.squall.report.Summary;
import io.squall.report.SummaryOf;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Judge;
import io.squall.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
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

    @Test
    void a_sampled_journal_still_counts_every_attempt() throws IOException {
        Scenario scenario = Scenarios.load("dec-7", List.of(), OptionalLong.of(3));
        Journalist journalist = begin(scenario, 64);
        Snapshot run = new SimulatedRun(scenario, new KillSwitch())
                .recordedBy(journalist)
                .run(null, _ -> {});

        Rebuild.Run again = read(scenario);

        assertThat(again.trouble()).isEmpty();
        State.Kept kept = Objects.requireNonNull(journalist.kept());
        assertThat(kept.fewest()).isEqualTo(64);
        assertThat(kept.lostRows()).isGreaterThan(500_000);
        assertThat(counters(again.snapshot())).isEqualTo(counters(run));
        assertThat(Judge.judge(scenario, again.snapshot()).controls())
                .isEqualTo(Judge.judge(scenario, run).controls());
        ClassRecord storm = again.snapshot().classRecord("clients");
        long recorded = again.snapshot().latency().ofRun("clients").count();
        assertThat((double) recorded / storm.total(Counter.ANSWERED) * 64).isBetween(0.5, 70.0);
    }

    @Test
    void a_journal_that_comes_to_its_budget_loses_storms_and_nothing_else() throws IOException {
        Scenario scenario = Scenarios.load("dec-7", List.of(), OptionalLong.of(3));
        Journalist journalist = begin(scenario, 1, 400_000);
        Snapshot run = new SimulatedRun(scenario, new KillSwitch())
                .recordedBy(journalist)
                .run(null, _ -> {});

        Rebuild.Run again = read(scenario);

        State.Kept kept = Objects.requireNonNull(journalist.kept());
        assertThat(kept.fewest()).isZero();
        assertThat(kept.bytes()).isBetween(400_000L, 1_600_000L);
        assertThat(again.trouble()).isEmpty();
        assertThat(counters(again.snapshot())).isEqualTo(counters(run));
        assertThat(again.snapshot().classRecord("auth").recorders().getFirst().samples())
                .isEqualTo(run.classRecord("auth").recorders().getFirst().samples());
    }

    @Test
    void a_journal_that_stands_on_the_floor_keeps_nothing_more_of_storms_and_ends_when_that_is_used_up()
            throws IOException {
        Scenario scenario = Scenarios.load("dec-7", List.of(), OptionalLong.of(3));
        long[] bytes = new long[2];
        Shelf filling = new Shelf() {
            @Override
            public void append(byte[] excerpt, int length) {
                bytes[0] += length;
            }

            @Override
            public long freeBytes() {
                return bytes[1] - bytes[0];
            }

            @Override
            public void close() {}
        };
        bytes[1] = 4_000_000;
        Journalist onFloor = new Journalist(
                filling, new Room(1L << 40, 3_500_000, 1), subject(scenario).header(), 7);
        new SimulatedRun(scenario, new KillSwitch()).recordedBy(onFloor).run(null, _ -> {});
        State.Kept kept = Objects.requireNonNull(onFloor.kept());
        assertThat(kept.trouble()).isNull();
        assertThat(kept.fewest()).isZero();
        assertThat(kept.bytes()).isBetween(500_000L, 2_000_000L);

        bytes[0] = 0;
        bytes[1] = 350_000;
        Journalist below = new Journalist(
                filling, new Room(1L << 40, 1_000_000, 1), subject(scenario).header(), 7);
        new SimulatedRun(scenario, new KillSwitch()).recordedBy(below).run(null, _ -> {});
        assertThat(Objects.requireNonNull(below.kept()).trouble())
                .endsWith("MiB are still free where it stands")
                .doesNotStartWith("the journal ends 90 s");
    }

    @Test
    void a_shelf_that_breaks_ends_the_journal_and_not_the_run() throws IOException {
        Scenario scenario = Scenarios.load("quiet", List.of(), OptionalLong.of(3));
        List<Integer> lengths = new ArrayList<>();
        Shelf breaking = new Shelf() {
            @Override
            public void append(byte[] excerpt, int length) throws IOException {
                lengths.add(length);
                if (lengths.size() > 20) {
                    throw new IOException("no space left on device");
                }
            }

            @Override
            public long freeBytes() {
                return Long.MAX_VALUE;
            }

            @Override
            public void close() {}
        };
        Journalist journalist = new Journalist(
                breaking, new Room(1L << 30, 0, 1), subject(scenario).header(), 7);
        Snapshot run = new SimulatedRun(scenario, new KillSwitch())
                .recordedBy(journalist)
                .run(null, _ -> {});

        assertThat(lengths).hasSize(21);
        assertThat(Judge.judge(scenario, run).outcome()).isEqualTo(Verdict.Outcome.PASS);
        State.Kept kept = Objects.requireNonNull(journalist.kept());
        assertThat(kept.trouble()).startsWith("the journal ends ").endsWith(" s into the run: no space left on device");
    }

    private static String counters(Snapshot run) {
        StringBuilder all = new StringBuilder();
        for (ClassRecord c : run.classes()) {
            for (Counter counter : Counter.values()) {
                for (int cut = 0; cut < run.timeline().cuts(); cut++) {
                    all.append(c.name() + counter + cut + '=' + c.inCut(cut, counter))
                            .append('\n');
                }
                for (int phase = 0; phase < run.timeline().phases(); phase++) {
                    all.append(c.name() + counter + "p" + phase + '=' + c.inPhase(phase, counter))
                            .append('\n');
                }
            }
        }
        return all.toString();
    }

    private Journalist begin(Scenario scenario, int oneIn) {
        return begin(scenario, oneIn, 1L << 30);
    }

    private static Journals.Subject subject(Scenario scenario) {
        return new Journals.Subject(scenario, "simulate", true, "now", Map.of("squall", "0"));
    }

    private Journalist begin(Scenario scenario, int oneIn, long budgetBytes) {
        return Journals.begin(directory, subject(scenario), budgetBytes, oneIn);
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
                new SummaryOf.Circumstances("0", "simulate", "now", OptionalLong.empty(), 0, null));
        return summary.json();
    }

    private String intervals(String name, Snapshot run) throws IOException {
        Bundle bundle = Bundle.create(directory.resolve(name));
        bundle.writeIntervals(run);
        return Files.readString(bundle.directory().resolve("intervals.csv"));
    }
}
