package io.squall.cli;

import static io.squall.cli.Said.checked;
import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of a bundle's journal, on runs in virtual time. */
class JournalCommandsTest {
    @TempDir
    private Path folder;

    private Path run = Path.of("");

    @BeforeEach
    void recordARun() {
        run = record("run", "dec-7", "--seed", "5");
    }

    private Path record(String name, String... scenario) {
        Path bundle = folder.resolve(name);
        List<String> args = new ArrayList<>(List.of("simulate"));
        args.addAll(List.of(scenario));
        args.addAll(List.of("--set", "duration=16 s", "--set", "phases.ordinary-morning.for=3 s"));
        args.addAll(List.of("--journal", "full", "--out", bundle.toString()));
        Said said = squall(args.toArray(String[]::new));
        assertThat(said.code()).as(said.err()).isIn(ExitCode.PASS, ExitCode.FAIL);
        return bundle;
    }

    private static Path file(Path bundle) throws IOException {
        try (Stream<Path> files = Files.list(bundle.resolve("journal"))) {
            return files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
    }

    /** As a killed process leaves it: the journal so far, and nothing that is written at the end. */
    private void kill(Path bundle, long journalBytes) throws IOException {
        for (String name : List.of("summary.json", "intervals.csv", "report.html")) {
            Files.delete(bundle.resolve(name));
        }
        cut(bundle, journalBytes);
    }

    private static void cut(Path bundle, long journalBytes) throws IOException {
        try (RandomAccessFile journal = new RandomAccessFile(file(bundle).toFile(), "rw")) {
            journal.setLength(journalBytes);
        }
    }

    @Test
    void recomputed_it_is_equal_to_what_the_run_wrote() {
        Said said = squall("report", run.toString(), "--recompute");
        assertThat(said.out()).endsWith("Recomputed from the journal alone: equal to what the run wrote.\n");
        assertThat(said.code()).isZero();
    }

    @Test
    void recomputed_it_is_told_apart_from_a_summary_that_was_changed() throws IOException {
        Path summary = run.resolve("summary.json");
        Files.writeString(
                summary, Files.readString(summary).replaceFirst("\"congestedNs\" : \\d+", "\"congestedNs\" : 7"));
        Said said = squall("report", run.toString(), "--recompute");
        assertThat(said.out()).endsWith("NOT equal to what the run wrote in summary.json.\n");
        assertThat(said.code()).isEqualTo(ExitCode.DAMAGED);
    }

    @Test
    void an_old_storm_is_judged_by_new_criteria_and_the_bundle_stays_what_it_was() throws IOException {
        String before = Files.readString(run.resolve("summary.json"));
        Path again = folder.resolve("again");
        Said said = squall("report", run.toString(), "--set", "verdict.window=2s", "--out", again.toString());
        assertThat(said.err()).isEmpty();
        assertThat(Files.readString(again.resolve("summary.json"))).contains("\"windowNs\" : 2000000000");
        assertThat(again.resolve("report.html")).exists();
        assertThat(run.resolve("summary.json")).hasContent(before);

        Said strict = squall("report", run.toString(), "--set", "expect.starved=[]");
        assertThat(strict.code()).isEqualTo(ExitCode.FAIL);
        assertThat(squall("report", run.toString(), "--set", "paths.boundary.capacity=1/s")
                        .err())
                .contains("of a run that is over only verdict, criteria and expect can be set");
    }

    @Test
    void of_a_run_that_was_killed_a_report_is_made_and_marked_incomplete() throws IOException {
        kill(run, 200_000);
        Said said = squall("report", run.toString());
        assertThat(said.code()).isEqualTo(ExitCode.DAMAGED);
        assertThat(said.err()).containsPattern("incomplete: what was recorded ends at [\\d.]+ s");
        assertThat(said.out()).containsPattern("INVALID: incomplete: what was recorded ends at");
        assertThat(Files.readString(run.resolve("report.html"))).contains("incomplete: what was recorded ends at");
        assertThat(run.resolve("summary.json")).doesNotExist();

        Said inspected = squall("inspect", run.toString());
        assertThat(inspected.out()).contains("Integrity: incomplete: ");
        assertThat(inspected.code()).isEqualTo(ExitCode.DAMAGED);
    }

    @Test
    void inspect_tells_what_it_holds_and_that_it_is_whole() throws IOException {
        Path json = folder.resolve("inspect.json");
        Said said = squall("inspect", run.toString(), "--json", json.toString());
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("Journal of simulate dec-7, seed 5", "Integrity: whole; every checksum holds")
                .containsPattern("scaling-activity +trigger +3.0 s +4.0 s")
                .containsPattern("clients +\\d{4,}");
        assertThat(checked(Files.readString(json), "inspect.schema.json")
                        .path("digestHolds")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void what_is_no_journal_is_refused_in_a_sentence() throws IOException {
        assertThat(squall("inspect", folder.resolve("nowhere").toString()).err())
                .isEqualTo("squall: cannot read " + folder.resolve("nowhere") + ": no such file or directory\n");
        Path bare = Files.createDirectory(folder.resolve("bare"));
        assertThat(squall("inspect", bare.toString()).err()).contains("holds no journal: there is no file *.cq4");
        assertThat(squall("inspect", bare.toString(), "--follow").code()).isEqualTo(ExitCode.DAMAGED);
        Path again = folder.resolve("again");
        assertThat(squall("report", bare.toString(), "--out", again.toString()).code())
                .isEqualTo(ExitCode.DAMAGED);
        assertThat(again).doesNotExist();
        cut(run, 0);
        Said empty = squall("inspect", run.toString());
        assertThat(empty.err()).endsWith("is no journal that can be read: it is empty\n");
        assertThat(empty.code()).isEqualTo(ExitCode.DAMAGED);
        Files.writeString(file(run), "once upon a time there was a storm");
        assertThat(squall("report", run.toString(), "--recompute").err())
                .contains("is no journal that can be read: it has no header: ");
    }

    @Test
    void what_cannot_be_recorded_is_refused_before_anything_is_done() {
        Said size = squall("simulate", "quiet", "--out", folder.resolve("x").toString(), "--journal-budget", "much");
        assertThat(size.err())
                .contains("--journal-budget: found \"much\", expected a size such as \"500 MB\" or \"8 GiB\"");
        assertThat(size.code()).isEqualTo(ExitCode.USAGE);
        assertThat(squall("simulate", "quiet", "--journal", "full").err())
                .contains("--journal needs --out: it is part of a bundle");
        assertThat(squall("simulate", "quiet", "--journal", "half").code()).isEqualTo(ExitCode.USAGE);
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void a_run_can_be_followed_to_its_end() {
        Said said = squall("inspect", run.toString(), "--follow");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains(" 10/16 s ", " 15/16 s ");
    }
}
