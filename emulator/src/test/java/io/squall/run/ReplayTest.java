package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.guard.KillSwitch;
import io.squall.journal.Edit;
import io.squall.journal.Pace;
import io.squall.journal.Recording;
import io.squall.journal.Strip;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Event;
import io.squall.record.ReplayRecord;
import io.squall.record.Snapshot;
import io.squall.run.Replay.Retries;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Judge;
import io.squall.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded storms, driven again in virtual time. */
class ReplayTest {
    @TempDir
    private Path folder;

    private static final Pace AS_RECORDED = new Pace.Speed(1);

    private static Edit whole(Filmed filmed, Retries retries) {
        return new Edit(0, filmed.scenario().durationNs(), -1, retries != Retries.RECORDED, 1, AS_RECORDED, 1);
    }

    private static Snapshot replay(Filmed filmed, Edit edit, Retries retries) {
        try (Replay replay = new Replay(filmed.recording(), filmed.scenario(), new Replay.Wish(edit, retries))) {
            return new SimulatedRun(replay.scenario(), new KillSwitch())
                    .replaying(replay)
                    .run(null, _ -> {});
        }
    }

    private static ReplayRecord kept(Snapshot run) {
        return Objects.requireNonNull(run.replay());
    }

    @ParameterizedTest
    @CsvSource({
        "dec-7, 7",
        "dec-7, 8",
        "dec-7-oob, 3",
        "dynamodb-2015, 1",
        "dynamodb-2025, 2",
        "ebs-2011, 1",
        "gcloud-2019, 1",
        "gcloud-2025, 4",
        "roblox-2021, 1",
        "slack-2021, 1",
    })
    void known_answer_12_a_recording_with_its_retries_is_the_same_run_again(String preset, long seed) {
        Filmed filmed = Filmed.of(folder, preset, seed);

        Snapshot again = replay(filmed, whole(filmed, Retries.RECORDED), Retries.RECORDED);

        assertThat(again.digest()).isEqualTo(filmed.run().digest());
        assertThat(kept(again).holds()).isTrue();
        assertThat(kept(again).edit()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{backoff: exponential, base: 100 ms, cap: 2 s, budget: {deposit: grpc}}",
                "{backoff: full-jitter, base: 50 ms, cap: 1 s, breaker: {failures: 3, open: 2 s}}",
                "{backoff: decorrelated, base: 50 ms, cap: 1 s, throttle: {window: 10 s}, limit: 4}",
            })
    void what_budgets_breakers_throttles_and_a_lack_of_clients_turned_away_is_turned_away_again(String retry) {
        Filmed filmed = Filmed.of(
                folder,
                "dec-7",
                5,
                "duration=40 s",
                "storms.clients.retry=" + retry,
                "storms.clients.timeout=exponential 250 ms",
                "storms.resolvers.population.open.sources=3");
        assertThat(total(filmed.run(), "resolvers", Counter.SKIPPED)).isPositive();
        assertThat(filmed.strip().steps()).anyMatch(step -> step.event() == Event.SHED || retry.contains("grpc"));

        Snapshot again = replay(filmed, whole(filmed, Retries.RECORDED), Retries.RECORDED);

        assertThat(again.digest()).isEqualTo(filmed.run().digest());
        for (Counter counter : Counter.values()) {
            assertThat(total(again, "clients", counter))
                    .as("%s", counter)
                    .isEqualTo(total(filmed.run(), "clients", counter));
        }
    }

    private static long total(Snapshot run, String name, Counter counter) {
        return run.classRecord(name).total(counter);
    }

    private Filmed day() {
        return Filmed.of(folder, "dec-7", 7, "duration=40 s");
    }

    private static Edit edit(Filmed filmed, boolean firstTriesOnly, Pace pace, int loops, int copies) {
        return new Edit(0, filmed.scenario().durationNs(), -1, firstTriesOnly, loops, pace, copies);
    }

    @Test
    void with_live_retries_the_recorded_first_tries_come_and_the_storm_is_as_large_again() {
        Filmed filmed = day();

        Snapshot live = replay(filmed, whole(filmed, Retries.LIVE), Retries.LIVE);

        for (String storm : List.of("clients", "resolvers")) {
            assertThat(total(live, storm, Counter.FIRST_TRIES))
                    .isEqualTo(total(filmed.run(), storm, Counter.FIRST_TRIES));
        }
        assertThat(kept(live).holds()).isTrue();
        assertThat(kept(live).openLoop()).containsExactly("clients");
        assertThat(total(live, "clients", Counter.INTENDED))
                .isCloseTo(total(filmed.run(), "clients", Counter.INTENDED), Percentage.withPercentage(10));
        assertThat(Judge.judge(filmed.scenario(), live).outcome()).isEqualTo(Verdict.Outcome.PASS);
    }

    @Test
    void without_retries_only_first_tries_come_whatever_a_mitigation_sets() {
        Filmed filmed = Filmed.of(folder, "dynamodb-2015", 1);

        Snapshot none = replay(filmed, whole(filmed, Retries.NONE), Retries.NONE);

        assertThat(total(none, "storage-servers", Counter.INTENDED))
                .isEqualTo(total(none, "storage-servers", Counter.FIRST_TRIES))
                .isEqualTo(total(filmed.run(), "storage-servers", Counter.FIRST_TRIES));
        assertThat(total(filmed.run(), "storage-servers", Counter.INTENDED))
                .isGreaterThan(total(none, "storage-servers", Counter.INTENDED));
    }

    @ParameterizedTest
    @CsvSource({"10, 1, 1", "0.5, 1, 1", "4, 3, 1", "1, 1, 3", "2, 2, 2"})
    void faster_over_and_over_and_amplified_all_departures_come_in_a_run_that_is_as_long_as_that_takes(
            double speed, int loops, int copies) {
        Filmed filmed = day();
        long departures = filmed.strip().steps().stream()
                .filter(step -> step.event() != Event.TIMED_OUT)
                .count();
        Edit edit = edit(filmed, false, new Pace.Speed(speed), loops, copies);

        Snapshot run = replay(filmed, edit, Retries.RECORDED);

        assertThat(kept(run).holds()).isTrue();
        assertThat(kept(run).played()).isEqualTo(departures * loops * copies);
        assertThat(total(run, "clients", Counter.INTENDED) + total(run, "resolvers", Counter.INTENDED))
                .isEqualTo(departures * loops * copies);
        Scenario scenario = filmed.scenario();
        assertThat(run.timeline().durationNs())
                .isEqualTo((long) Math.ceil(scenario.durationNs() * loops / speed)
                        + scenario.windowNs()
                        + scenario.holdNs());
        assertThat(run.phases().get(1).startNs()).isEqualTo((long) (12_000_000_000L / speed));
    }

    @Test
    void only_one_class_in_a_window_at_a_constant_rate_against_another_scenario() {
        Filmed filmed = day();
        Scenario other = Scenarios.load("dec-7-oob", List.of(), OptionalLong.empty());
        Edit edit = new Edit(12_000_000_000L, 14_000_000_000L, 1, true, 1, new Pace.Constant(500), 1);

        try (Replay replay = new Replay(filmed.recording(), other, new Replay.Wish(edit, Retries.NONE))) {
            Snapshot run = new SimulatedRun(replay.scenario(), new KillSwitch())
                    .replaying(replay)
                    .run(null, _ -> {});

            assertThat(kept(run).holds()).isTrue();
            assertThat(kept(run).edit()).isEqualTo("from 12.0 s to 14.0 s, only clients, 500 departures a second");
            assertThat(total(run, "resolvers", Counter.INTENDED)).isZero();
            ClassRecord clients = run.classRecord("clients");
            int cuts = (int) (clients.total(Counter.INTENDED) / 50);
            for (int cut = 0; cut < cuts; cut++) {
                assertThat(clients.inCut(cut, Counter.INTENDED)).isEqualTo(50);
            }
            assertThat(Scenarios.read("again", replay.scenario().source(), List.of(), OptionalLong.empty()))
                    .as("the text in the bundle is the scenario that was run")
                    .isEqualTo(replay.scenario());
        }
    }

    @Test
    void a_recording_that_tells_another_story_the_second_time_makes_the_run_invalid() {
        Filmed filmed = Filmed.of(folder, "quiet", 1, "duration=10 s");
        Strip shorter = new Strip();
        filmed.strip().steps().stream()
                .skip(1)
                .forEach(step ->
                        shorter.add(step.event(), step.attempt(), step.firstTry(), step.intendedNs(), step.atNs()));
        AtomicInteger readings = new AtomicInteger();
        int storms = filmed.scenario().storms().size();
        Recording damaged = new Recording(
                filmed.scenario(),
                () -> readings.getAndIncrement() < storms ? filmed.strip().reel() : shorter.reel(),
                List::of);
        Edit edit = whole(filmed, Retries.RECORDED);

        try (Replay replay = new Replay(damaged, filmed.scenario(), new Replay.Wish(edit, Retries.RECORDED))) {
            Snapshot run = new SimulatedRun(replay.scenario(), new KillSwitch())
                    .replaying(replay)
                    .run(null, _ -> {});

            Verdict verdict = Judge.judge(replay.scenario(), run);
            assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INVALID);
            assertThat(verdict.reasons()).singleElement().asString().contains("did not keep to its schedule");
        }
    }

    @Test
    void what_cannot_be_replayed_is_said_in_a_sentence() {
        Filmed filmed = Filmed.of(folder, "quiet", 1, "duration=10 s");
        Scenario other = Scenarios.load("ebs-2011", List.of(), OptionalLong.empty());
        Replay.Wish wish = new Replay.Wish(whole(filmed, Retries.LIVE), Retries.LIVE);
        assertThatThrownBy(() -> new Replay(filmed.recording(), other, wish))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ebs-2011 has no storm clients");

        Recording empty = new Recording(filmed.scenario(), () -> new Strip().reel(), List::of);
        assertThatThrownBy(() -> new Replay(empty, filmed.scenario(), wish))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing can be replayed");
    }
}
