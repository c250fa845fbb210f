package io.squall.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.squall.report.Comparison.CellRow;
import io.squall.report.Comparison.Method;
import io.squall.scenario.SettingChange;
import io.squall.verdict.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Runs side by side: the day of the goldens of {@link TextReportTest} and the one on which back-off worked. With
 * {@code -Dsquall.golden=update} the text is written anew.
 */
class ComparisonTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/squall/report");
    private static final String[] SHORT = {"duration=16 s", "phases.ordinary-morning.for=3 s"};
    private static final String[] JITTERED = {SHORT[0], SHORT[1], "storms.clients.retry.backoff=full-jitter"};

    private static Comparison.Run run(String directory, Summary summary, String scenario) {
        return new Comparison.Run(Bundle.open(Path.of(directory)), summary, scenario, Map.of("squall", "test"));
    }

    private static Comparison.Run played(String directory, int seed, String... sets) {
        List<String> all = new ArrayList<>(List.of(sets));
        all.add("seed=" + seed);
        Played played = Played.of("dec-7", all.toArray(String[]::new));
        return run(directory, played.summary(), played.scenario().source());
    }

    private static Summary stored(String name) throws IOException {
        return Json.summary(Files.readString(GOLDEN.resolve(name + ".summary.json")));
    }

    private static Comparison days() throws IOException {
        return Comparison.of(
                "test",
                List.of(
                        run("runs/a", stored("dec-7"), Played.DEC_7.scenario().source()),
                        run(
                                "runs/b",
                                stored("recovered"),
                                Played.RECOVERED.scenario().source())));
    }

    private static CellRow cell(Comparison c, int group, String name, String figure) {
        return c.figures().stream()
                .filter(row -> row.name().equals(name) && row.figure().equals(figure) && row.phase() == null)
                .findFirst()
                .orElseThrow()
                .groups()
                .get(group);
    }

    private static double value(Summary s, String name, String figure) {
        return Figure.of(s).stream()
                .filter(f -> f.name().equals(name) && f.figure().equals(figure) && f.phase() == null)
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void the_text_is_that_of_the_golden_file() throws IOException {
        String text = ComparisonTables.text(days(), false);
        Path golden = GOLDEN.resolve("compare.txt");
        if ("update".equals(System.getProperty("squall.golden"))) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualToNormalizingNewlines(Files.readString(golden));
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void one_run_of_each_has_intervals_only_for_what_is_counted() throws IOException {
        Comparison c = days();
        Method shares = cell(c, 1, "dns", "delivery").method();
        assertThat(shares).isEqualTo(Method.NEWCOMBE);
        assertThat(c.figures())
                .filteredOn(row -> !row.figure().equals("delivery"))
                .isNotEmpty()
                .allSatisfy(row -> {
                    CellRow cell = row.groups().get(1);
                    assertThat(cell.method()).isIn(Method.ONE_RUN, Method.NOT_ALWAYS);
                    assertThat(cell.low()).isNull();
                    assertThat(cell.high()).isNull();
                });
        assertThat(ComparisonTables.text(c, false)).contains("One run: no interval.");
    }

    @Test
    void runs_of_one_scenario_are_a_group_whose_difference_has_welchs_interval() {
        List<Comparison.Run> runs = List.of(
                played("a1", 1, SHORT),
                played("b1", 1, JITTERED),
                played("a2", 2, SHORT),
                played("b2", 2, JITTERED),
                played("b3", 3, JITTERED));
        Comparison c = Comparison.of("test", runs);
        assertThat(c.groups()).extracting(g -> g.runs().size()).containsExactly(2, 3);
        assertThat(c.groups().get(1).changes())
                .extracting(SettingChange::path)
                .containsExactly("storms.clients.retry.backoff");
        double[] a = {
            value(runs.get(0).summary(), "storm", "amplification"),
            value(runs.get(2).summary(), "storm", "amplification")
        };
        double[] b = {
            value(runs.get(1).summary(), "storm", "amplification"),
            value(runs.get(3).summary(), "storm", "amplification"),
            value(runs.get(4).summary(), "storm", "amplification")
        };
        Interval expected = Interval.welch(a, b).orElseThrow();
        CellRow found = cell(c, 1, "storm", "amplification");
        assertThat(found.method()).isEqualTo(Method.WELCH);
        assertThat(found.difference()).isEqualTo(Interval.mean(b) - Interval.mean(a));
        assertThat(found.low()).isEqualTo(expected.low());
        assertThat(found.high()).isEqualTo(expected.high());
        assertThat(cell(c, 0, "storm", "amplification").method()).isEqualTo(Method.FIRST);
        assertThat(ComparisonTables.text(c, true))
                .contains("clients in scaling-activity: amplification", "n is that of");
    }

    @Test
    void a_share_that_is_alike_in_all_runs_still_has_the_interval_of_its_counts() {
        Comparison c = Comparison.of(
                "test",
                List.of(
                        played("a1", 1, SHORT),
                        played("a2", 2, SHORT),
                        played("b1", 1, JITTERED),
                        played("b2", 2, JITTERED)));
        CellRow before = c.figures().stream()
                .filter(row -> row.name().equals("dns")
                        && "ordinary-morning".equals(row.phase())
                        && row.figure().equals("delivery"))
                .findFirst()
                .orElseThrow()
                .groups()
                .get(1);
        assertThat(before.least()).isEqualTo(before.most());
        assertThat(before.method()).isEqualTo(Method.NEWCOMBE);
        assertThat(before.high()).isNotNull().isNotEqualTo(before.low());
    }

    @Test
    void what_never_came_is_said_and_has_no_difference() {
        Comparison c = Comparison.of(
                "test", List.of(played("a1", 1, SHORT), played("b1", 1, JITTERED), played("b2", 2, JITTERED)));
        CellRow never = cell(c, 0, "auth", "timeToRecoverNs");
        assertThat(never.never()).isEqualTo(1);
        assertThat(never.mean()).isNull();
        assertThat(cell(c, 1, "auth", "timeToRecoverNs").method()).isEqualTo(Method.NOT_ALWAYS);
        assertThat(cell(c, 1, "auth", "timeToRecoverNs").difference()).isNull();
    }

    @Test
    void if_all_are_of_one_scenario_each_stands_for_itself() {
        Comparison c = Comparison.of("test", List.of(played("a1", 1, SHORT), played("a2", 2, SHORT)));
        assertThat(c.groups()).extracting(Comparison.GroupRow::label).containsExactly("A", "B");
        assertThat(ComparisonTables.text(c, false))
                .contains("No setting of B differs", "All are runs of one scenario, so each stands for itself.");
    }

    @Test
    void what_followed_a_mitigation_counts_only_those_that_were_starved_then() throws IOException {
        List<Comparison.HelpRow> helped = days().groups().getFirst().mitigations();
        assertThat(helped)
                .extracting(Comparison.HelpRow::mitigation)
                .containsExactly("move-dns", "isolate-top-sources");
        assertThat(helped.getFirst().classes())
                .extracting(Comparison.ReturnRow::name)
                .contains("dns", "auth");
        assertThat(helped.getFirst().classes())
                .filteredOn(row -> row.returned() > 0)
                .extracting(Comparison.ReturnRow::name)
                .containsExactly("dns");
        assertThat(helped.getLast().classes())
                .extracting(Comparison.ReturnRow::name)
                .doesNotContain("dns");
        assertThat(helped.getLast().classes())
                .allSatisfy(row -> assertThat(row.returned()).isEqualTo(1));
    }

    @Test
    void a_mitigation_that_was_never_applied_has_helped_nobody() {
        Comparison c = Comparison.of(
                "test",
                List.of(
                        played("a", 1, "duration=50 s"),
                        played("b", 1, "duration=50 s", "operator.move-dns.decide={sighted: 60 s, blind: 70 s}")));
        assertThat(ComparisonTables.text(c, false).lines().filter(line -> line.startsWith("move-dns: ")))
                .hasSizeGreaterThan(2)
                .allSatisfy(line -> assertThat(line).matches(".*(applied .* never|: .* (dark|after 990 ms) +–)"));
    }

    @Test
    void of_runs_on_sockets_it_says_where_they_ran_and_in_virtual_time_only_by_which_squall() {
        List<Comparison.Run> simulated = List.of(elsewhere("a", 1, "simulate"), elsewhere("b", 2, "simulate"));
        List<Comparison.Run> run = List.of(elsewhere("a", 1, "run"), elsewhere("b", 2, "run"));
        assertThat(Comparison.of("test", simulated).groups().getLast().changes())
                .containsExactly(new SettingChange("environment.squall", "1", "2"));
        assertThat(Comparison.of("test", run).groups().getLast().changes())
                .containsExactlyInAnyOrder(
                        new SettingChange("environment.squall", "1", "2"),
                        new SettingChange("environment.processors", "3", "4"));
    }

    private static Comparison.Run elsewhere(String directory, int number, String mode) {
        Comparison.Run run = played(directory, number, SHORT);
        Summary s = run.summary();
        return new Comparison.Run(
                run.bundle(),
                Examples.with(s, mode, s.outcome(), s.reasons(), null, s.selfHealth()),
                run.scenario(),
                Map.of("squall", number, "processors", number + 2, "java", 25));
    }

    @Test
    void what_cannot_be_compared_is_one_sentence() {
        Comparison.Run first = played("a1", 1, SHORT);
        assertRefused("are the same run, seed 1", first, played("a2", 1, SHORT));
        assertRefused("they last 17.0 s and 16.0 s", first, played("a2", 1, "duration=17 s", SHORT[1]));
        Played quiet = Played.of("quiet", "duration=16 s");
        Summary s = first.summary();
        assertRefused(
                "was simulated, the other run on sockets",
                first,
                run("a2", Examples.with(s, "run", "PASS", List.of(), null, s.selfHealth()), first.scenario()));
        assertRefused(
                "their classes are ",
                first,
                run("q", Examples.of(quiet.summary(), quiet.summary().classes().subList(0, 1), 16_000_000_000L), ""));
    }

    private static void assertRefused(String sentence, Comparison.Run... runs) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of("test", List.of(runs)))
                .withMessageContaining(sentence)
                .withMessageNotContaining("\n");
    }
}
