package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.guard.KillSwitch;
import io.squall.report.Bands;
import io.squall.report.BandsText;
import io.squall.report.Summary;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.scenario.Scenes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final int SEEDS = 4;

    @Test
    void the_number_of_cores_changes_no_digest() {
        List<String> alone = digests(1);

        assertThat(digests(2)).isEqualTo(alone);
        assertThat(alone).doesNotHaveDuplicates().hasSize(SEEDS);
    }

    private static List<String> digests(int threads) {
        Trials trials = new Trials(threads, new KillSwitch());
        return trials
                .run(
                        SEEDS,
                        i -> trials.simulate(Scenarios.load("quiet", List.of("duration=20s"), OptionalLong.of(i))),
                        _ -> {})
                .stream()
                .flatMap(Optional::stream)
                .map(Summary::digest)
                .toList();
    }

    @Test
    void what_is_done_before_a_stop_is_kept() {
        KillSwitch killSwitch = new KillSwitch();

        List<Optional<Integer>> results = new Trials(1, killSwitch).run(5, i -> i, done -> {
            if (done == 3) {
                killSwitch.throwIt();
            }
        });

        assertThat(results).startsWith(Optional.of(0), Optional.of(1), Optional.of(2));
        assertThat(results.subList(3, 5)).containsOnly(Optional.empty());
    }

    @Test
    void what_goes_wrong_after_a_stop_is_only_not_done() {
        KillSwitch killSwitch = new KillSwitch();

        List<Optional<Integer>> results = new Trials(1, killSwitch)
                .run(
                        3,
                        i -> {
                            killSwitch.throwIt();
                            throw new OutOfMemoryError();
                        },
                        _ -> {});

        assertThat(results).hasSize(3).containsOnly(Optional.empty());
    }

    @Test
    void a_simulation_that_is_stopped_is_not_judged() {
        KillSwitch killSwitch = new KillSwitch();
        killSwitch.throwIt();
        Scenario scenario = Scenarios.load("quiet", List.of(), OptionalLong.empty());

        assertThatThrownBy(() -> new Trials(1, killSwitch).simulate(scenario))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void runs_side_by_side_share_the_heap() {
        Scenario scenario = Scenes.of("""
                duration: 1 s
                paths: { boundary: { capacity: 1/h, queue: unlimited } }
                storms:
                  flood: { transport: push, path: boundary, timeout: 1 h,
                    population: { open: { sources: 1000, rate: 2000/s, arrivals: paced } } }
                probes:
                  any: { transport: push, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
                """);

        assertThatThrownBy(() -> new Trials(100_000, new KillSwitch()).simulate(scenario))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("of heap for this run");
    }

    @Test
    void a_forecast_that_is_stopped_keeps_the_seeds_that_are_done() {
        Scenario scenario = Scenarios.load("quiet", List.of("duration=5s"), OptionalLong.empty());
        KillSwitch killSwitch = new KillSwitch();

        Bands bands = new Forecast(new Trials(1, killSwitch), "test")
                .of(scenario, 11, 5, done -> {
                    if (done == 2) {
                        killSwitch.throwIt();
                    }
                })
                .orElseThrow();

        assertThat(bands.allDone()).isFalse();
        assertThat(bands.seeds()).isEqualTo(new Bands.SeedsRow(11, 15, 2));
        assertThat(bands.runs()).extracting(Bands.RunRow::seed).containsExactly(11L, 12L);
        assertThat(BandsText.of(bands)).contains("Seeds 11..15: STOPPED, 2 of 5 done, PASS 2 of 2 (100 %)");
    }

    @Test
    void a_scenario_with_another_seed_is_the_same_scenario() {
        Scenario seven = Scenarios.load("dec-7", List.of("duration=60s"), OptionalLong.of(7));
        assertThat(Scenarios.reseeded(seven, 8))
                .isEqualTo(Scenarios.load("dec-7", List.of("duration=60s"), OptionalLong.of(8)))
                .extracting(Scenario::hash)
                .isEqualTo(seven.hash())
                .isEqualTo(Scenarios.hash(seven.source()));
    }
}
