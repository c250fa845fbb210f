package io.squall.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.squall.report.Bundle.BundleException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class BundleTest {
    @TempDir
    private Path temporary;

    private static void assertSentence(ThrowingCallable call, String sentence) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
                .withMessage(sentence);
    }

    @Test
    void everything_that_is_written_can_be_read_back() throws IOException {
        Path directory = temporary.resolve("deep/er/run");
        Bundle bundle = Bundle.create(directory);
        bundle.writeScenario("name: x\n");
        bundle.writeEnvironment(Map.of("jdk", 25));
        bundle.writeSummary(Played.DEC_7.summary());
        bundle.writeIntervals(Played.DEC_7.run());
        try (PrintStream log = bundle.latencyLog()) {
            log.println("#[a log]");
            bundle.check(log);
        }

        assertThat(bundle.directory()).isEqualTo(directory);
        assertThat(Files.readString(directory.resolve("scenario.yaml"))).isEqualTo("name: x\n");
        assertThat(Files.readString(directory.resolve("environment.json"))).contains("\"jdk\" : 25");
        assertThat(Files.readString(directory.resolve("latency.hlog"))).startsWith("#[a log]");
        assertThat(Files.readString(directory.resolve("intervals.csv"))).startsWith("start_ns,kind,name,");
        assertThat(Bundle.open(directory).readSummary()).isEqualTo(Played.DEC_7.summary());
    }

    @Test
    void a_directory_is_never_used_again_not_even_an_empty_one() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("run"));
        assertSentence(
                () -> Bundle.create(directory),
                directory + " exists already; a run never reuses a directory: name another with --out");
    }

    @Test
    void a_file_in_its_place_is_left_alone() throws IOException {
        Path file = Files.writeString(temporary.resolve("run"), "precious");
        assertSentence(
                () -> Bundle.create(file),
                file + " exists already; a run never reuses a directory: name another with --out");
        assertThat(file).hasContent("precious");
    }

    @Test
    void a_parent_that_is_a_file_is_named() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "precious");
        Path directory = file.resolve("run");
        assertSentence(
                () -> Bundle.create(directory),
                "cannot write the run to " + directory + ": " + file + " is not a directory");
    }

    @Test
    void nothing_in_a_bundle_is_ever_overwritten() throws IOException {
        Bundle bundle = Bundle.create(temporary.resolve("run"));
        bundle.writeScenario("first");
        Path file = bundle.directory().resolve("scenario.yaml");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> bundle.writeScenario("second"))
                .withMessageStartingWith("cannot write " + file + ": ");
        assertThat(file).hasContent("first");
        bundle.latencyLog().close();
        assertThatExceptionOfType(BundleException.class).isThrownBy(bundle::latencyLog);
    }

    @Test
    void a_directory_that_may_not_be_written_gives_one_sentence() throws IOException {
        Path parent = Files.createDirectory(
                temporary.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeTrue(!Files.isWritable(parent), "whoever may write everywhere cannot be locked out");
        Path directory = parent.resolve("run");
        assertSentence(() -> Bundle.create(directory), "cannot write the run to " + directory + ": permission denied");
    }

    @Test
    void a_place_where_nothing_can_be_made_gives_one_sentence_even_for_root() {
        Path directory = Path.of("/proc/squall-test");
        assumeTrue(Files.isDirectory(Path.of("/proc")), "there is no /proc here");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> Bundle.create(directory))
                .withMessageStartingWith("cannot write the run to /proc/squall-test: ")
                .withMessageNotContaining("\n");
    }

    @Test
    void a_log_that_could_not_be_written_is_noticed_although_its_stream_is_silent() {
        Bundle bundle = Bundle.create(temporary.resolve("run"));
        PrintStream full = new PrintStream(new java.io.OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        full.println("x");
        assertSentence(
                () -> bundle.check(full),
                "cannot write all of " + bundle.directory().resolve("latency.hlog") + ": is the disk full?");
    }

    // Reading

    private Path withSummary(String text) throws IOException {
        Path directory = Files.createTempDirectory(temporary, "read");
        Files.writeString(directory.resolve("summary.json"), text);
        return directory;
    }

    @Test
    void a_missing_summary_gives_one_sentence() {
        Path file = temporary.resolve("summary.json");
        assertSentence(() -> Bundle.open(temporary).readSummary(), "cannot read " + file + ": no such file");
    }

    @Test
    void a_missing_directory_gives_one_sentence() {
        Path file = temporary.resolve("nowhere/summary.json");
        assertSentence(
                () -> Bundle.open(temporary.resolve("nowhere")).readSummary(),
                "cannot read " + file + ": no such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{}",
                "[]",
                "7",
                "\"x\"",
                "{",
                "{\"schema\": \"squall-summary/1\"}",
                "<html></html>",
                "{\"schema\": [1, 2]}",
                "\u0000\u0001\u0002"
            })
    void a_damaged_summary_gives_one_sentence(String text) throws IOException {
        Path directory = withSummary(text);
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> Bundle.open(directory).readSummary())
                .withMessageStartingWith(directory.resolve("summary.json") + " is damaged: ")
                .withMessageNotContaining("\n");
    }

    @Test
    void a_summary_cut_off_at_any_byte_is_damaged() throws IOException {
        byte[] whole = Json.MAPPER.writeValueAsString(Played.QUIET.summary()).getBytes(StandardCharsets.UTF_8);
        Path directory = withSummary("");
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(directory.resolve("summary.json"), java.util.Arrays.copyOf(whole, length));
            assertThatExceptionOfType(BundleException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> Bundle.open(directory).readSummary())
                    .withMessageNotContaining("\n");
        }
    }

    @Test
    void bytes_that_are_no_text_are_said_to_be_none() throws IOException {
        Path directory = withSummary("");
        Files.write(directory.resolve("summary.json"), new byte[] {'{', (byte) 0xFF, (byte) 0xFE, '}'});
        assertSentence(
                () -> Bundle.open(directory).readSummary(),
                directory.resolve("summary.json") + " is damaged: it is not UTF-8 text");
    }

    @Test
    void a_null_where_there_must_be_something_is_named() throws IOException {
        String whole = Json.MAPPER.writeValueAsString(Played.QUIET.summary());
        Path directory = withSummary(whole.replaceFirst("\"mode\" : \"simulate\"", "\"mode\" : null"));
        assertSentence(
                () -> Bundle.open(directory).readSummary(),
                directory.resolve("summary.json") + " is damaged: mode is null");
    }

    @Test
    void a_null_deep_inside_is_named_too() throws IOException {
        String whole = Json.MAPPER.writeValueAsString(Played.QUIET.summary());
        Path directory = withSummary(whole.replaceFirst("\"phase\" : \"[^\"]*\"", "\"phase\" : null"));
        assertSentence(
                () -> Bundle.open(directory).readSummary(),
                directory.resolve("summary.json") + " is damaged: classes[0].phases[0].phase is null");
    }

    @Test
    void a_summary_without_phases_or_without_an_end_is_damaged() throws IOException {
        String whole = Json.MAPPER.writeValueAsString(Played.QUIET.summary());
        ObjectNode none = (ObjectNode) Json.MAPPER.readTree(whole);
        none.putArray("phases");
        for (String text :
                List.of(none.toString(), whole.replaceAll("\"endNs\" : \\d+", "\"endNs\" : 9000000000000000000"))) {
            Path directory = withSummary(text);
            assertSentence(
                    () -> Bundle.open(directory).readSummary(),
                    directory.resolve("summary.json") + " is damaged: no run has such phases");
        }
    }

    @Test
    void a_summary_of_another_format_is_refused_by_name() throws IOException {
        String whole = Json.MAPPER.writeValueAsString(Played.QUIET.summary());
        Path directory = withSummary(whole.replace("squall-summary/1", "squall-summary/9"));
        assertSentence(
                () -> Bundle.open(directory).readSummary(),
                directory.resolve("summary.json")
                        + " is damaged: its format is squall-summary/9, and this Squall reads squall-summary/1");
    }

    @Test
    void every_kind_of_run_can_be_written_and_read() {
        int n = 0;
        for (Summary summary : List.of(Played.QUIET.summary(), Examples.stopped(Played.DEC_7.summary()))) {
            Bundle bundle = Bundle.create(temporary.resolve("run" + n++));
            bundle.writeSummary(summary);
            assertThat(Bundle.open(bundle.directory()).readSummary()).isEqualTo(summary);
        }
    }
}
