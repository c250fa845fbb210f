package io.squall.cli;

import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.scenario.Language;
import io.squall.scenario.Population;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A scenario of one's own, by options and by answers. */
class InitTest {
    @TempDir
    private Path folder;

    private Said init(String name, String options) {
        List<String> args = new ArrayList<>(List.of("init", folder.resolve(name).toString()));
        if (!options.isEmpty()) {
            args.addAll(List.of(options.split(" ")));
        }
        return squall(args.toArray(String[]::new));
    }

    private Scenario written(String name) {
        return Scenarios.load(folder.resolve(name).toString(), List.of(), OptionalLong.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--transport tcp --legs 8 --entries 0 --retries unlimited --backoff none",
                "--transport dns --legs 2 --agents 300 --every 2s --timeout 1s --backoff fixed --base 100ms",
                "--retries 0 --capacity 900/s --queue 20 --duration 10min --probe-every 500ms",
                "--backoff full-jitter --base 50ms --cap 2s --trigger-share 100% --plane-delay 5ms",
                "--backoff equal-jitter --probe-every 100ms --probe-deadline 250ms --duration 60s",
                "--backoff decorrelated --capacity 1000/s --timeout 300ms --duration 90s --probe-every 200ms",
                "--backoff broken --capacity 500/s --queue 14 --legs 2 --every 30s --timeout 250ms"
            })
    void everything_it_writes_loads_and_simulates(String options) {
        Said said = init("mine.yaml", (options + " --yes").strip());
        assertThat(said.code()).as(said.err()).isZero();
        String file = folder.resolve("mine.yaml").toString();
        assertThat(squall("check", file).out()).contains(": OK: mine, ");
        Said simulated = squall("simulate", file);
        assertThat(simulated.code()).as(simulated.err() + simulated.out()).isIn(ExitCode.PASS, ExitCode.FAIL);
    }

    @Test
    void what_the_options_say_stands_in_the_scenario_and_the_editor_finds_its_schema() throws IOException {
        Said said = init("nat.yaml", "--capacity 12345/s --agents 321 --entries 777 --yes");
        Scenario scenario = written("nat.yaml");
        assertThat(scenario.name()).isEqualTo("nat");
        assertThat(scenario.paths().getFirst().capacity().perSecond()).isEqualTo(12345);
        assertThat(scenario.paths().getFirst().flows()).isNotNull();
        assertThat(scenario.storms().getFirst().population())
                .isInstanceOfSatisfying(Population.Closed.class, closed -> assertThat(closed.sources())
                        .isEqualTo(321));
        assertThat(said.out()).contains("Assumed: queue 100, ").doesNotContain("capacity 20000/s");
        assertThat(Files.readAllLines(folder.resolve("nat.yaml")).getFirst())
                .isEqualTo("# yaml-language-server: $schema=squall.schema.json");
        assertThat(folder.resolve("squall.schema.json")).hasContent(Language.schemaText());
    }

    @Test
    void a_file_that_is_there_stays_as_it_is() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "precious");
        Said said = init("mine", "--yes");
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err())
                .contains("mine.yaml exists already and stays as it is")
                .hasLineCount(1);
        assertThat(folder.resolve("mine.yaml")).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--capacity 5",
                "--capacity 1/s,x:",
                "--agents 0",
                "--transport push",
                "--backoff quadratic",
                "--retries 0 --backoff fixed",
                "--trigger-share 101%",
                "--duration 10s",
                "--probe-every 1min",
                "--cap 1"
            })
    void a_bad_option_is_one_sentence_and_nothing_is_written(String options) {
        Said said = init("mine.yaml", options + " --yes");
        assertThat(said.code()).as(said.out()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).hasLineCount(1).startsWith("squall: ").doesNotContain("squall-init");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_name_that_could_not_be_run_is_refused() {
        assertThat(init("7.yaml", "--yes").err())
                .contains("cannot be called \"7\"")
                .hasLineCount(1);
        assertThat(init("dec-7.yaml", "--yes").err()).contains("not a preset's name");
        assertThat(init("no/where.yaml", "--yes").code()).isEqualTo(ExitCode.HOST);
    }

    @Test
    void without_a_terminal_it_says_what_it_needs() {
        Said said = init("mine.yaml", "--agents 10");
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("--capacity").contains("--yes").hasLineCount(1);
    }

    @Test
    void a_bad_answer_is_one_sentence_and_asked_again_and_an_empty_one_takes_the_default() {
        Deque<String> answers = new ArrayDeque<>(List.of("fast", "700/s", "", "0", "icmp", "dns"));
        List<String> asked = new ArrayList<>();
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new InitCommand(question -> {
            asked.add(question);
            String answer = answers.poll();
            return answer == null ? "" : answer;
        }));
        line.setOut(new PrintWriter(out));
        int code = line.execute(folder.resolve("mine.yaml").toString(), "--retries", "0");
        assertThat(code).isZero();
        assertThat(asked.get(0))
                .isEqualTo(asked.get(1))
                .contains("Packets a second")
                .endsWith("[20000/s]: ");
        assertThat(out.toString())
                .contains("capacity: found \"fast\", expected a rate such as \"500/s\"")
                .contains("transport: found \"icmp\", expected ");
        assertThat(String.join("", asked)).doesNotContain("tries again").doesNotContain("back-off");
        assertThat(written("mine.yaml").paths().getFirst().capacity().perSecond())
                .isEqualTo(700);
        assertThat(written("mine.yaml").paths().getFirst().flows()).isNull();
    }

    @Test
    void when_the_answers_end_nothing_is_written() {
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new InitCommand(_ -> null));
        line.setErr(new PrintWriter(err));
        assertThat(line.execute(folder.resolve("mine.yaml").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("nothing was written").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }
}
