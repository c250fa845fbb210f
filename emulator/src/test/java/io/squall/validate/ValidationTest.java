package io.squall.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.validate.Validation.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static final Experiment NOTHING = Experiment.of("finite-queue", List.of());

    private static Row row(Expected expected, double measured) {
        KnownAnswer answer = new KnownAnswer("figure", "source", "packets", expected, _ -> measured);
        return new Row(NOTHING, answer, 1_000, 1, measured);
    }

    @Test
    void a_figure_lies_inside_its_tolerance_or_outside_or_was_not_measured() {
        assertThat(row(Expected.near(.2, .01), .209).verdict()).isEqualTo("inside");
        assertThat(row(Expected.near(.2, .01), .211).verdict()).isEqualTo("OUTSIDE");
        assertThat(row(Expected.percent(200, 1), 197.9).verdict()).isEqualTo("OUTSIDE");
        assertThat(row(new Expected.AtMost(5), 5).verdict()).isEqualTo("inside");
        assertThat(row(new Expected.AtLeast(5), 4.9).verdict()).isEqualTo("OUTSIDE");
        assertThat(row(new Expected.AtMost(5), Double.NaN).verdict()).isEqualTo("not measured");
    }

    @Test
    void numbers_are_written_with_six_digits_and_no_exponent() {
        assertThat(Expected.number(.199147)).isEqualTo("0.199147");
        assertThat(Expected.number(26097.6489)).isEqualTo("26097.6");
        assertThat(Expected.number(100_000)).isEqualTo("100000");
        assertThat(Expected.number(1e-6)).isEqualTo("0.000001");
        assertThat(Expected.number(0)).isEqualTo("0");
    }

    @Test
    void the_table_says_how_many_lie_inside() {
        String text = ValidationPage.text(List.of(row(Expected.exactly(64), 64), row(Expected.exactly(64), 63)));
        assertThat(text).contains("64        64      exact").endsWith("1 of 2 inside their tolerance\n");
    }

    /** Not what was measured, which takes a minute: {@code squall validate --out docs/validation.md}. */
    @Test
    void the_page_in_docs_has_every_known_answer_as_it_is_expected_and_none_outside() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "validation.md"));
        for (Experiment experiment : Validation.experiments()) {
            assertThat(page).contains("\n## " + experiment.scenario() + "\n");
            for (KnownAnswer answer : experiment.answers()) {
                Expected expected = answer.expected();
                assertThat(page.lines())
                        .as(answer.name())
                        .anyMatch(line -> line.startsWith("| " + answer.name() + " | " + expected.value() + " | ")
                                && line.contains(" | " + expected.tolerance() + " | ")
                                && line.endsWith(" | inside | " + answer.source() + " |"));
            }
        }
    }
}
