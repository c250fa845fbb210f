package io.squall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    private final StringWriter err = new StringWriter();

    private int ending(String failure) {
        StandardOutput standard = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (!failure.isEmpty()) {
                    throw new IOException(failure);
                }
            }
        });
        new PrintWriter(standard, true, StandardCharsets.UTF_8).println("a result");
        return standard.ending(ExitCode.FAIL, new PrintWriter(err));
    }

    @Test
    void what_was_written_changes_no_exit_code() {
        assertThat(ending("")).isEqualTo(ExitCode.FAIL);
    }

    @Test
    void what_was_lost_is_said() {
        assertThat(ending("No space left on device")).isEqualTo(ExitCode.HOST);
        assertThat(err).asString().contains("No space left on device").hasLineCount(1);
    }

    @Test
    void a_reader_that_went_away_had_enough() {
        assertThat(ending("Broken pipe")).isEqualTo(ExitCode.FAIL);
        assertThat(err.toString()).isEmpty();
    }
}
