package io.squall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The text of summaries that lie beside their texts in {@code src/test/resources/io/squall/report}. With
 * {@code -Dsquall.golden=update} the summaries are made anew by playing the presets, and the texts from them.
 */
class TextReportTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/squall/report");
    private static final boolean UPDATE = "update".equals(System.getProperty("squall.golden"));

    private static Summary make(String name) {
        return switch (name) {
            case "dec-7" -> Played.DEC_7.summary();
            case "quiet" -> Played.QUIET.summary();
            case "recovered" -> Played.RECOVERED.summary();
            case "stopped" -> Played.stoppedAfter(30).summary();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Summary stored(String name) throws IOException {
        if (name.equals("on-sockets-invalid")) {
            return Examples.onSockets(stored("dec-7"));
        }
        Path json = GOLDEN.resolve(name + ".summary.json");
        if (UPDATE) {
            Files.createDirectories(GOLDEN);
            Files.writeString(json, Json.MAPPER.writeValueAsString(make(name)));
        }
        return Json.summary(Files.readString(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dec-7", "quiet", "recovered", "on-sockets-invalid", "stopped"})
    void the_text_is_that_of_the_golden_file(String name) throws IOException {
        String text = TextReport.of(stored(name));
        Path golden = GOLDEN.resolve(name + ".txt");
        if (UPDATE) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualToNormalizingNewlines(Files.readString(golden));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dec-7", "quiet", "recovered", "on-sockets-invalid", "stopped"})
    void no_line_is_longer_than_120_columns_or_ends_in_blanks(String name) throws IOException {
        assertThat(TextReport.of(stored(name)).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(120).isEqualTo(line.stripTrailing()));
    }

    @Test
    void it_is_a_function_of_the_summary_alone_whatever_the_language_of_the_machine() throws IOException {
        Summary summary = stored("dec-7");
        String expected = TextReport.of(summary);
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : List.of(Locale.GERMANY, Locale.of("ar", "EG"), Locale.of("tr", "TR"))) {
                Locale.setDefault(locale);
                assertThat(TextReport.of(summary)).isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_summary_that_was_written_and_read_is_the_same_and_so_is_its_text() {
        for (Summary summary : SummarySchemaTest.SUMMARIES) {
            Summary read = Json.summary(Json.MAPPER.writeValueAsString(summary));
            assertThat(read).isEqualTo(summary);
            assertThat(TextReport.of(read)).isEqualTo(TextReport.of(summary));
        }
    }

    @Test
    void a_broken_law_is_marked_in_its_row() {
        Summary summary = Played.QUIET.summary();
        Summary.ClassRow row = summary.classes().getFirst();
        var broken = new io.squall.verdict.Law.Account(10, 10, 9, 0, 0, 9, 0, 0, 0, 0);
        List<Summary.ClassRow> classes = new java.util.ArrayList<>(summary.classes());
        classes.set(0, new Summary.ClassRow(row.name(), row.role(), broken, row.latency(), row.phases()));
        Summary changed = new Summary(
                summary.schema(),
                summary.squall(),
                summary.mode(),
                summary.startedUtc(),
                summary.scenario(),
                "INVALID",
                98,
                List.of("the law is broken"),
                summary.checks(),
                null,
                summary.recovery(),
                null,
                0,
                summary.phases(),
                classes,
                summary.controls(),
                summary.mitigations(),
                summary.storm(),
                summary.paths(),
                summary.services(),
                summary.selfHealth(),
                summary.replay(),
                summary.journal(),
                summary.digest());
        assertThat(TextReport.of(changed).lines().filter(line -> line.startsWith(row.name() + " ")))
                .singleElement()
                .asString()
                .endsWith("  BROKEN");
    }

    @Test
    void times_are_in_milliseconds_below_a_second_and_in_seconds_above() {
        assertThat(TextReport.time(0L)).isEqualTo("0.0 s");
        assertThat(TextReport.time(51_000_000L)).isEqualTo("51 ms");
        assertThat(TextReport.time(999_400_000L)).isEqualTo("999 ms");
        assertThat(TextReport.time(999_600_000L)).isEqualTo("1.0 s");
        assertThat(TextReport.time(59_340_000_000L)).isEqualTo("59.3 s");
        assertThat(TextReport.time(-2_000_000_000L)).isEqualTo("-2.0 s");
        assertThat(TextReport.time(null)).isEqualTo("–");
    }
}
