package io.squall.cli;

import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.scenario.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading scenarios without running them: check, show, schema. */
class CheckTest {
    @TempDir
    private Path folder;

    @Test
    void a_good_scenario_is_one_line_and_a_bad_one_all_its_sentences() throws IOException {
        Path bad = folder.resolve("bad.yaml");
        Files.writeString(bad, "extends: dec-7\nname: bad\nduration: 90\nsquel: 1\n");
        Said said = squall("check", "dec-7", bad.toString(), "quiet");
        assertThat(said.code()).isEqualTo(ExitCode.SCENARIO);
        assertThat(said.out())
                .hasLineCount(2)
                .contains("dec-7: OK: dec-7, 90 s, 5 phases, 3 paths, 2 storms, 4 probes, 2 mitigations");
        assertThat(said.err())
                .hasLineCount(2)
                .contains("bad.yaml:3:11: duration")
                .contains("bad.yaml:4:1: squel");
        assertThat(squall("check", "quiet").code()).isZero();
        assertThat(squall("check").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_scenario_is_shown_as_it_was_written() throws IOException {
        assertThat(squall("show", "dec-7").out()).isEqualTo(Presets.text("dec-7"));
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "# a note\nextends: quiet\nname: mine\n");
        assertThat(squall("show", file.toString()).out()).isEqualTo("# a note\nextends: quiet\nname: mine\n");
        assertThat(squall("show", "dec-8").code()).isEqualTo(ExitCode.SCENARIO);
    }

    @Test
    void what_it_comes_to_can_be_read_again_and_holds_what_was_set() throws IOException {
        Said said = squall("show", "dec-7-oob", "--resolved", "--set", "paths.boundary.capacity=501/s");
        assertThat(said.out()).contains("501/s").doesNotContain("extends").doesNotContain("#");
        Path file = folder.resolve("again.yaml");
        Files.writeString(file, said.out());
        assertThat(squall("show", file.toString(), "--resolved").out()).isEqualTo(said.out());
        assertThat(squall("show", "dec-7", "--set", "duration=1 s").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void the_schema_is_printed() {
        assertThat(squall("schema").out()).startsWith("{").contains("\"Squall scenario, version 1\"");
    }
}
