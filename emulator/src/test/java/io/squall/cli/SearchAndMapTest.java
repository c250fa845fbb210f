package io.squall.cli;

import static io.squall.cli.Said.checked;
import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SearchAndMapTest {
    private static final String SHARE = "phases.scaling-activity.drop.clients";
    private static final String CLIENTS = "storms.clients.population.closed.sources";
    private static final String RATE = "storms.clients.population.open.rate";

    @TempDir
    private Path folder;

    /** Known answer 4. */
    @Test
    void search_finds_the_hidden_capacity_that_the_formula_gives() throws IOException {
        String file = "../docs/examples/hidden-capacity.yaml";
        Said said = squall("search", file, "--vary", RATE + "=100/s..200/s", "--seeds", "2", "--json", "-");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.PASS);
        assertThat(said.err()).contains("lower bound", "metastable");
        JsonNode found = checked(said.out(), "search.schema.json");
        double middle = (found.path("lower").asDouble() + found.path("upper").asDouble()) / 2;
        assertThat(Math.abs(middle / 147.9 - 1)).as("%s requests/s", middle).isLessThan(.015);
        assertThat(found.path("values").size()).isGreaterThan(5);
    }

    @Test
    void ends_that_agree_are_a_sentence_and_an_exit_code() throws IOException {
        Said said = squall(
                "search",
                "quiet",
                "--set",
                "duration=10 s",
                "--vary",
                "probes.dns.every=50ms..60ms",
                "--goal",
                "no-starve",
                "--seeds",
                "1",
                "--json",
                "-");
        assertThat(said.code()).isEqualTo(ExitCode.INVALID);
        assertThat(said.err()).contains("No flip: at both ends it starves no control class", "Try a wider range");
        assertThat(checked(said.out(), "search.schema.json").path("outcome").asString())
                .isEqualTo("never-missed");
    }

    @Test
    void a_map_is_text_a_table_json_and_a_page_that_needs_nothing_else() throws IOException {
        Path csv = folder.resolve("map.csv");
        Path html = folder.resolve("map.html");
        Path json = folder.resolve("map.json");
        String[] args = {
            "map",
            "dec-7",
            "--set",
            "duration=40 s",
            "--seeds",
            "1",
            "--x",
            SHARE + "=0..60%:2",
            "--y",
            CLIENTS + "=1000..3000:3",
            "--csv",
            csv.toString(),
            "--html",
            html.toString(),
            "--json",
            json.toString()
        };
        Said said = squall(args);
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.PASS);
        assertThat(said.out())
                .contains(
                        "3000 │· ██│ vulnerable", "1000 │· · │ stable", "without its operator", "vulnerable: healthy");
        assertThat(csv).content().contains("\"" + SHARE + "\",\"" + CLIENTS + "\",seeds,met,", "60,3000,1,0,1,0,0");
        assertThat(html)
                .content()
                .contains("<td class=\"s4\">100</td>", "vulnerable", "squall-map/1")
                .doesNotContain("{{", "http:", "https:", "<script");
        assertThat(checked(Files.readString(json), "map.schema.json")
                        .path("loads")
                        .size())
                .isEqualTo(3);
        assertThat(squall(args).code()).as("an earlier result is replaced").isEqualTo(ExitCode.PASS);
        Files.writeString(csv, "mine");
        assertThat(squall(args).err()).contains("exists, and is no earlier result");
        assertThat(csv).hasContent("mine");
    }

    @Test
    void a_map_with_the_load_on_the_other_axis_and_one_without_a_trigger_axis() {
        List<String> args = new ArrayList<>(List.of(
                "map",
                "dec-7",
                "--set",
                "duration=40 s",
                "--seeds",
                "1",
                "--y",
                SHARE + "=0..60%:2",
                "--x",
                CLIENTS + "=1000..3000:2"));
        assertThat(squall(args.toArray(String[]::new)).out()).contains("60 % │· ██", " S V  by its first letter");
        args.set(7, "paths.boundary.capacity=500/s..5000/s:2");
        assertThat(squall(args.toArray(String[]::new)).out())
                .contains("500/s │· ██\n")
                .doesNotContain("vulnerable");
    }

    @Test
    void after_a_stop_the_rest_of_a_map_is_blank_and_a_search_says_what_it_knows() {
        Interruption interruption = new Interruption();
        interruption.killSwitch().throwIt();
        Path csv = folder.resolve("map.csv");
        for (String[] args : new String[][] {
            {"map", "dec-7", "--x", SHARE + "=0..60%:2", "--y", CLIENTS + "=1000..3000:2", "--csv", csv.toString()},
            {"search", "dec-7", "--vary", CLIENTS}
        }) {
            StringWriter out = new StringWriter();
            assertThat(Main.execute(interruption, new PrintWriter(out), new PrintWriter(new StringWriter()), args))
                    .isEqualTo(ExitCode.STOPPED);
            assertThat(out.toString()).containsIgnoringCase("stopped").doesNotContain("│·", "lower bound");
        }
        assertThat(csv).content().endsWith("60,3000,0,,,,\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            map    | --x A=0..60%:100000 --y B=1..30000:30000         | a map of 3000000000 cells, expected 10000 at the most | 2
            map    | --x A=0..60%:100 --y B=1..3000:100 --seeds 1000  | a map of 10000000 trials                   | 2
            map    | --x A=60..0%:3 --y B=1..3000:3                   | from 60 % to 0 %: expected a lower end     | 2
            map    | --x A=0..60%:1 --y B=1..3000:3                   | found 1 steps                              | 2
            map    | --x A=0..60%:3 --y B=1..3:4                      | as many different values                   | 2
            map    | --x A=0..60% --y B=1..3:3                        | expected PATH=LOW..HIGH:STEPS              | 2
            map    | --x A=0..160%:3 --y B=1..3:3                     | expected a share from 0 % to 100 %         | 104
            map    | --x A=0..60%:3 --y paths.boundary.discipline=1..3:3   | discipline: found "1"                | 104
            map    | --x A=0..160%:3 --y B=1..3:3                     | --x: phases.scaling-activity.drop.clients: found | 104
            map    | --x A=0..60%:3 --y A=0..30%:3                    | --x and --y vary the same path             | 2
            map    | --x A=0..60%:3 --y seed=1..3:3                   | --y: the seed is no value of the scenario  | 2
            map    | --x A=0..60%:3 --y B=1..3:3 --csv -              | --csv needs a file                         | 2
            map    | --x A=0..60%:3 --y B=1..3:3 --csv x --html ./x   | a file of its own, found ./x twice         | 2
            search | --vary storms.clients.nope                       | --vary: storms.clients.nope has no value in this scenario | 104
            search | --vary nope=1..2                                 | --vary: nope: unknown key                  | 104
            search | --vary B=1..3 --settle 3s                        | --settle is only for --goal hysteresis     | 2
            search | --vary B=1..3 --goal hysteresis --settle 1h      | and 12 min at the most                     | 2
            search | --vary B=1..3 --goal hysteresis                  | --vary: the number of sources of clients   | 104
            map    | --x A=0..60%:3 --y B=1..3:3 --seeds 5..1         | turned round                               | 2
            map    | --x A=0..60%:3 --y B=1..3:3 --goal hysteresis    | expected one of pass, no-starve, recovers  | 2
            search | --vary storms.clients.retry.backoff              | no number with a unit                      | 2
            search | --vary B=1..3 --precision 0%                     | expected a share from 0.01 % to 50 %       | 2
            search | --vary B=1..3 --goal best                        | expected one of pass, no-starve, recovers, hysteresis | 2
            search | --vary B=1..3 --goal hysteresis                  | sources of clients cannot change           | 104
            search | --vary B,B=1..3 --goal hysteresis                | varies one path                            | 2
            search | --vary paths.boundry.capacity=1/s..3/s           | did you mean "boundary"                    | 104
            """)
    void bad_input_is_one_sentence(String command, String args, String said, int code) {
        List<String> all = new ArrayList<>(List.of(command, "dec-7"));
        for (String word : args.split(" ", -1)) {
            all.add(word.replaceFirst("A(?=[=,])", SHARE).replaceAll("B(?=[=,])", CLIENTS));
        }
        Said result = squall(all.toArray(String[]::new));
        assertThat(result.err()).contains(said).doesNotContain("an internal error");
        assertThat(result.err().lines().findFirst().orElseThrow()).contains(said);
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void recovery_is_not_sought_without_a_trigger() {
        Said said = squall("search", "quiet", "--vary", "paths.boundary.capacity");
        assertThat(said.err()).contains("needs a scenario with a phase of kind trigger");
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    }
}
