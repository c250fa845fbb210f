package io.squall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND_NS = 1_000_000_000;

    private final StringWriter out = new StringWriter();
    private long nowNs;

    private Progress progress(boolean terminal, int total) {
        return new Progress(new PrintWriter(out), terminal, total, "seeds", () -> nowNs);
    }

    private String said(boolean terminal, int total, long eachNs) {
        try (Progress progress = progress(terminal, total)) {
            for (int done = 1; done <= total; done++) {
                nowNs += eachNs;
                progress.accept(done);
            }
        }
        return out.toString();
    }

    @Test
    void what_is_over_at_once_says_nothing() {
        assertThat(said(false, 100, SECOND_NS / 100)).isEmpty();
    }

    @Test
    void elsewhere_than_on_a_terminal_there_is_a_line_soon_and_one_for_each_tenth() {
        assertThat(said(false, 1000, SECOND_NS))
                .hasLineCount(10)
                .startsWith("2 of 1000 seeds, about 16 min left")
                .contains("900 of 1000 seeds, about 100 s left");
    }

    @Test
    void a_terminal_has_one_line_which_is_taken_away_in_the_end() {
        assertThat(said(true, 3, 2 * SECOND_NS))
                .isEqualTo("\r1 of 3 seeds, about 4 s left\u001b[K\r2 of 3 seeds, about 2 s left\u001b[K\r\u001b[K");
    }
}
