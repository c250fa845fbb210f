package io.squall.cli;

import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--speed 200 | --speed: found 200.0, expected 0.1 to 100",
                "--pps 0 | --pps: found 0.0, expected a rate above 0",
                "--retries some | --retries: found some, expected live, recorded or none",
                "--topspeed --simulate | --topspeed needs sockets",
                "--topspeed --retries live | --topspeed needs --retries recorded",
                "--speed 2 --pps 10 | mutually exclusive",
                "--loop 0 | --loop and --amplify: found 0 and 1, expected 1 to 10000",
            })
    void bad_options_are_said_in_a_sentence(String options, String sentence) {
        String[] args = ("replay " + folder + " " + options).split(" ");
        Said said = squall(args);
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(sentence);
    }

    @Test
    void what_is_no_journal_is_said_in_a_sentence() throws Exception {
        Said missing = squall("replay", folder.resolve("nowhere").toString());
        assertThat(missing.code()).isEqualTo(ExitCode.DAMAGED);
        assertThat(missing.err()).startsWith("squall: ").hasLineCount(1);
        Files.write(folder.resolve("random.cq4"), new byte[] {1, 2, 3});
        assertThat(squall("replay", folder.toString()).code()).isEqualTo(ExitCode.DAMAGED);
    }
}
