package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.report.Summary;
import io.squall.scenario.Scenarios;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
}
