package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.squall.guard.KillSwitch;
import io.squall.report.SearchReport;
import io.squall.scenario.Range;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Bracket;
import io.squall.verdict.Goal;
import io.squall.verdict.Goal.Finding;
import io.squall.verdict.Hysteresis;
import io.squall.verdict.Search;
import io.squall.verdict.Stability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final String CLIENTS = "storms.clients.population.closed.sources";
    private static final String SHARE = "phases.scaling-activity.drop.clients";

    private static Sweep dec7(KillSwitch killSwitch, int threads, int seeds) {
        return new Sweep(
                new Trials(threads, killSwitch),
                Goal.RECOVERS,
                (sets, seed) -> {
                    List<String> all = new ArrayList<>(List.of("duration=40 s"));
                    all.addAll(sets);
                    return Scenarios.load("dec-7", all, OptionalLong.of(seed));
                },
                1,
                seeds);
    }

    /** FACTS: the equilibria depend on C/K; below some K the clients come back from any trigger, and above it a smaller one does. */
    @Test
    void the_more_load_the_smaller_the_trigger_that_suffices_and_below_some_load_none_does() {
        List<List<String>> settings = new ArrayList<>();
        for (int clients : new int[] {1500, 2500, 4000}) {
            for (String share : List.of("0 %", "20 %", "60 %")) {
                settings.add(List.of(CLIENTS + "=" + clients, SHARE + "=" + share));
            }
        }
        List<List<Finding>> found = dec7(new KillSwitch(), 2, 1).findings(settings, _ -> {});
        List<List<Finding>> light = found.subList(0, 3);
        List<List<Finding>> middle = found.subList(3, 6);
        List<List<Finding>> heavy = found.subList(6, 9);
        assertThat(Stability.of(light)).contains(Stability.STABLE);
        assertThat(Stability.of(middle)).contains(Stability.VULNERABLE);
        assertThat(Stability.of(heavy)).contains(Stability.VULNERABLE);
        assertThat(Collections.frequency(middle, List.of(Finding.MISSED))).isEqualTo(1);
        assertThat(Collections.frequency(heavy, List.of(Finding.MISSED))).isEqualTo(2);
    }

    @Test
    void after_a_stop_the_cells_that_are_done_are_kept_and_the_others_are_empty() {
        KillSwitch killSwitch = new KillSwitch();
        List<List<String>> settings = Collections.nCopies(4, List.of(CLIENTS + "=500"));
        List<List<Finding>> found = dec7(killSwitch, 1, 2).findings(settings, done -> {
            if (done == 5) {
                killSwitch.throwIt();
            }
        });
        assertThat(found.subList(0, 2)).containsOnly(List.of(Finding.MET, Finding.MET));
        assertThat(found.subList(2, 4)).containsOnly(List.of());
    }

    @Test
    void after_a_stop_a_search_keeps_its_bracket() {
        KillSwitch killSwitch = new KillSwitch();
        Range range = Range.parse(CLIENTS + "=1000..4000", _ -> Optional.empty());
        Search search = dec7(killSwitch, 1, 1).search(Search.of(range, .01), done -> {
            if (done == 3) {
                killSwitch.throwIt();
            }
        });
        assertThat(search.bracket()).contains(new Bracket(1000, 2500));
        assertThat(search.next()).isPresent();
    }

    @Test
    void after_a_stop_a_search_keeps_the_seeds_that_were_done_and_rests_no_bound_on_them() {
        KillSwitch killSwitch = new KillSwitch();
        Range range = Range.parse(CLIENTS + "=1000..4000", _ -> Optional.empty());
        Search search = dec7(killSwitch, 1, 3).search(Search.of(range, .01), done -> {
            if (done == 5) {
                killSwitch.throwIt();
            }
        });
        assertThat(search.tried()).containsOnlyKeys(1000.);
        assertThat(search.begun()).containsOnly(entry(4000., List.of(Finding.MISSED, Finding.MISSED)));
        assertThat(search.bracket()).isEmpty();
        var how = new SearchReport.Circumstances(
                "test", Scenarios.load("dec-7", List.of(), OptionalLong.empty()), "1..3", true);
        assertThat(SearchReport.of(how, Goal.RECOVERS, search, OptionalDouble.empty())
                        .text())
                .containsPattern("4000 +0 of 2 +--\n");
    }

    /** Twice the work at half the load: 2λ = C on the way down, λ = C on the way up. Without retries there is none. */
    @Test
    void retries_make_a_hysteresis_of_one_half() {
        assertThat(ratio(1)).isBetween(.4, .55);
        assertThat(ratio(0)).isBetween(.85, 1.);
    }

    private static double ratio(int retries) {
        Sweep sweep = new Sweep(
                new Trials(1, new KillSwitch()),
                Goal.NO_STARVE,
                (sets, seed) -> {
                    List<String> all = new ArrayList<>(List.of(
                            "paths.boundary={capacity: 60/s, queue: 120}", "storms.clients.retry.limit=" + retries));
                    all.addAll(sets);
                    return Scenarios.load("../docs/examples/hidden-capacity.yaml", all, OptionalLong.of(seed));
                },
                1,
                1);
        Range range = Range.parse("storms.clients.population.open.rate=10/s..80/s", _ -> Optional.empty());
        Hysteresis found = sweep.hysteresis(range, 10_000_000_000L, _ -> {}).getFirst();
        return found.ratio().orElseThrow();
    }
}
