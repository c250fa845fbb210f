package io.squall.cli;

import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

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

/** {@code squall simulate --seeds}. */
class SeedsTest {
    private static final List<String> SHORT =
            List.of("simulate", "dec-7", "--set", "duration=16 s", "--set", "phases.ordinary-morning.for=3 s");

    @TempDir
    private Path folder;

    private static Said simulate(String... more) {
        List<String> args = new ArrayList<>(SHORT);
        args.addAll(List.of(more));
        return squall(args.toArray(String[]::new));
    }

    @Test
    void the_number_of_cores_changes_nothing_in_the_bands() {
        Said alone = simulate("--seeds", "3..7", "--cores", "1", "--json", "-");
        assertThat(alone.out()).contains("\"schema\" : \"squall-bands/1\"").contains("\"seed\" : 7");
        assertThat(simulate("--seeds", "3..7", "--cores", "2", "--json", "-").out())
                .isEqualTo(alone.out());
        assertThat(simulate("--seeds", "3..7", "--cores", "3", "--json", "-").out())
                .isEqualTo(alone.out());
        assertThat(simulate("--seeds", "4..8", "--json", "-").out()).isNotEqualTo(alone.out());
    }

    @Test
    void a_seed_of_many_is_the_run_that_it_is_alone() {
        String digest = simulate("--seed", "2").out().replaceAll("(?s).*digest ([0-9a-f]{32}).*", "$1");
        assertThat(simulate("--seeds", "2", "--json", "-").out()).contains("\"digest\" : \"" + digest + "\"");
    }

    @Test
    void people_read_shares_and_bands() {
        Said said = squall("simulate", "quiet", "--set", "duration=5 s", "--seeds", "1..4");
        assertThat(said.code()).isEqualTo(ExitCode.PASS);
        assertThat(said.out())
                .contains("Seeds 1..4: PASS 4 of 4 (100 %)")
                .containsPattern("auth +0 of 4 \\(0 %\\)")
                .containsPattern("auth to starve +never +never +never +never +never")
                .containsPattern("auth delivery +100\\.0%");
    }

    @Test
    void one_seed_that_fails_is_enough() {
        Said said = squall(
                "simulate", "quiet", "--set", "duration=5 s", "--set", "paths.boundary.capacity=1/s", "--seeds", "3");
        assertThat(said.code()).isEqualTo(ExitCode.FAIL);
        assertThat(said.out()).contains("FAIL 3 of 3 (100 %)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seeds 20..1          | turned round",
                "--seeds 1..            | expected seeds such as 1..20",
                "--seeds 1..200000      | 100000 at the most",
                "--seeds 0              | turned round or empty",
                "--seeds 1..2 --seed 7  | --seed is for one run",
                "--seeds 1..2 --out x   | --out is for one run",
                "--seeds 1..2 --junit x | --junit is for one run",
                "--seeds 1..2 --cores 0 | --cores: found 0",
                "--cores 2              | --cores needs --seeds"
            })
    void what_cannot_be_meant_is_one_sentence(String options, String sentence) {
        Said said = simulate(options.split(" "));
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(sentence);
        assertThat(said.out()).isEmpty();
        assertThat(Path.of("x")).doesNotExist();
    }

    @Test
    void a_stop_before_the_first_seed_is_over_is_said() {
        Interruption interruption = new Interruption();
        interruption.killSwitch().throwIt();
        StringWriter out = new StringWriter();
        Path json = folder.resolve("bands.json");
        int code = Main.execute(
                interruption,
                new PrintWriter(out),
                new PrintWriter(new StringWriter()),
                "simulate",
                "quiet",
                "--seeds",
                "5",
                "--json",
                json.toString());
        assertThat(code).isEqualTo(ExitCode.STOPPED);
        assertThat(out).hasToString("STOPPED: before any of 5 seeds was done" + System.lineSeparator());
        assertThat(json).doesNotExist();
    }

    @Test
    void an_earlier_result_stays_until_there_is_another() throws Exception {
        Path json = folder.resolve("bands.json");
        simulate("--seeds", "1", "--json", json.toString());
        byte[] first = Files.readAllBytes(json);
        Interruption interruption = new Interruption();
        interruption.killSwitch().throwIt();
        PrintWriter nobody = new PrintWriter(new StringWriter());
        Main.execute(interruption, nobody, nobody, "simulate", "quiet", "--seeds", "5", "--json", json.toString());
        assertThat(Files.readAllBytes(json)).isEqualTo(first);
    }

    @Test
    void bands_replace_earlier_bands() throws Exception {
        Path json = folder.resolve("bands.json");
        simulate("--seeds", "1", "--json", json.toString());
        byte[] first = Files.readAllBytes(json);
        assertThat(simulate("--seeds", "1", "--json", json.toString()).code()).isNotEqualTo(ExitCode.USAGE);
        assertThat(Files.readAllBytes(json)).isEqualTo(first);
    }
}
