package io.squall.cli;

import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code squall agree}, on runs in virtual time: one whose world is that of the scenario, and one whose world is not. */
class AgreeTest {
    private static final Pattern HASH = Pattern.compile("\"hash\" : \"([0-9a-f]{64})\"");

    @TempDir
    private Path folder;

    private Path run(String name, String... more) {
        Path bundle = folder.resolve(name);
        List<String> args = new ArrayList<>(List.of("simulate", "dec-7", "--out", bundle.toString()));
        args.addAll(List.of("--set", "duration=16 s", "--set", "phases.ordinary-morning.for=3 s"));
        args.addAll(List.of(more));
        squall(args.toArray(String[]::new));
        return onSockets(bundle);
    }

    /** As if it had been measured. */
    private static Path onSockets(Path bundle) {
        try {
            change(bundle.resolve("summary.json"), "\"mode\" : \"simulate\"", "\"mode\" : \"run\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        squall("report", bundle.toString());
        return bundle;
    }

    /** As if the devices were not what the scenario says. */
    private Path pretending(Path run, Path scenarioOf) throws IOException {
        Files.delete(run.resolve("scenario.yaml"));
        Files.copy(scenarioOf.resolve("scenario.yaml"), run.resolve("scenario.yaml"));
        Matcher hash = HASH.matcher(Files.readString(scenarioOf.resolve("summary.json")));
        assertThat(hash.find()).isTrue();
        Path summary = run.resolve("summary.json");
        Files.writeString(summary, HASH.matcher(Files.readString(summary)).replaceFirst(hash.group()));
        return run;
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static Said agree(Path... runs) {
        List<String> args = new ArrayList<>(List.of("agree", "--seeds", "1..6"));
        for (Path run : runs) {
            args.add(run.toString());
        }
        return squall(args.toArray(String[]::new));
    }

    @Test
    void a_run_of_another_seed_agrees_and_its_page_shows_it() throws IOException {
        Path run = run("run", "--seed", "90");
        String before = Files.readString(run.resolve("report.html"));
        Said said = agree(run);
        assertThat(said.code()).as(said.out()).isEqualTo(ExitCode.PASS);
        assertThat(said.out()).contains("They agree: ").containsPattern("auth: to recover +never .* inside");
        assertThat(before).doesNotContain("Prediction and measurement");
        String page = Files.readString(run.resolve("report.html"));
        assertThat(page).contains("<h2 id=\"agreement\">Prediction and measurement</h2>", "They agree: ");

        byte[] first = Files.readAllBytes(run.resolve("agree.json"));
        Files.delete(run.resolve("report.html"));
        assertThat(squall("report", run.toString()).code()).isZero();
        assertThat(run.resolve("report.html")).hasContent(page);
        agree(run);
        assertThat(Files.readAllBytes(run.resolve("agree.json"))).isEqualTo(first);

        Files.delete(run.resolve("agree.json"));
        squall("report", run.toString());
        assertThat(run.resolve("report.html")).hasContent(before);
    }

    @Test
    void a_run_on_devices_of_another_capacity_differs() throws IOException {
        Path honest = run("honest", "--seed", "90");
        Path other = pretending(run("other", "--seed", "91", "--set", "paths.boundary.capacity=800/s"), honest);
        Said said = agree(other);
        assertThat(said.code()).isEqualTo(ExitCode.FAIL);
        assertThat(said.out()).contains("They differ: ").containsPattern("clients in monitoring-dark: .* OUTSIDE");
        assertThat(Files.readString(other.resolve("report.html"))).contains("They differ: ");
    }

    @Test
    void several_runs_are_held_by_their_medians() {
        Path[] runs = {run("a", "--seed", "90"), run("b", "--seed", "91"), run("c", "--seed", "92")};
        Said said = agree(runs);
        assertThat(said.code()).as(said.out()).isEqualTo(ExitCode.PASS);
        assertThat(said.out()).contains("seed 90; ").containsPattern("metrics: blind .* \\.\\. ");
        assertThat(runs).allSatisfy(run -> assertThat(run.resolve("agree.json")).exists());
    }

    @Test
    void runs_of_different_scenarios_cannot_be_held_together() {
        Said said = agree(run("a"), run("b", "--set", "paths.boundary.queue=15"));
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("is a run of another scenario");
    }

    @Test
    void a_prediction_is_no_measurement_and_a_run_counts_once() throws IOException {
        Path run = run("run");
        assertThat(agree(run, run).code()).isEqualTo(ExitCode.USAGE);
        assertThat(agree(run, run).err()).contains("is a run that was given already");
        change(run.resolve("summary.json"), "\"mode\" : \"run\"", "\"mode\" : \"simulate\"");
        assertThat(agree(run).code()).isEqualTo(ExitCode.USAGE);
        assertThat(agree(run).err()).contains("is itself a prediction");
    }

    @Test
    void damage_is_noticed_before_anything_is_compared() throws IOException {
        for (String name : List.of("intervals.csv", "latency.hlog", "environment.json")) {
            Path run = run("cut-" + name);
            String text = Files.readString(run.resolve(name));
            Files.writeString(run.resolve(name), text.substring(0, text.length() / 2));
            Said said = agree(run);
            assertThat(said.code()).as(name).isEqualTo(ExitCode.DAMAGED);
            assertThat(said.out()).isEmpty();
            assertThat(said.err()).contains(name + " is damaged").hasLineCount(1);
        }
    }

    @Test
    void without_all_what_lies_outside_of_its_band_is_shown_all_the_same() {
        Path run = run("run", "--seed", "90");
        List<String> outside = squall("agree", "--seeds", "1..2", "--all", run.toString())
                .out()
                .lines()
                .filter(line -> line.endsWith("within") || line.endsWith("OUTSIDE"))
                .map(line -> line.replaceAll(" +", " "))
                .toList();
        assertThat(outside).anySatisfy(line -> assertThat(line).contains(" in "));
        assertThat(squall("agree", "--seeds", "1..2", run.toString())
                        .out()
                        .replaceAll(" +", " ")
                        .lines())
                .containsAll(outside);
    }

    @Test
    void who_was_never_starved_has_nothing_to_recover_from() {
        Path quiet = folder.resolve("quiet");
        squall("simulate", "quiet", "--set", "duration=5 s", "--out", quiet.toString());
        Path run = onSockets(quiet);
        assertThat(agree(run).out()).containsPattern("auth: to recover +– ");
    }

    @Test
    void what_was_not_measured_to_its_end_is_no_measurement() throws IOException {
        Path invalid = run("invalid");
        Matcher outcome =
                Pattern.compile("\"outcome\" : \"[A-Z]+\"").matcher(Files.readString(invalid.resolve("summary.json")));
        assertThat(outcome.find()).isTrue();
        change(invalid.resolve("summary.json"), outcome.group(), "\"outcome\" : \"INVALID\"");
        assertThat(agree(invalid).code()).isEqualTo(ExitCode.INVALID);
        assertThat(agree(invalid).err()).contains("the run is INVALID: ").hasLineCount(1);
        change(invalid.resolve("summary.json"), "\"outcome\" : \"INVALID\"", "\"outcome\" : \"STOPPED\"");
        assertThat(agree(invalid).code()).isEqualTo(ExitCode.INVALID);
        assertThat(agree(invalid).err()).contains("stopped before its end").hasLineCount(1);

        Path killed = run("killed");
        Files.delete(killed.resolve("summary.json"));
        assertThat(agree(killed).code()).isEqualTo(ExitCode.INVALID);
        assertThat(agree(killed).err()).contains("it has no summary.json").hasLineCount(1);
    }

    @Test
    void what_cannot_be_read_is_one_sentence() throws IOException {
        assertThat(agree(folder.resolve("nowhere")).code()).isEqualTo(ExitCode.DAMAGED);
        assertThat(agree(folder.resolve("nowhere")).err())
                .contains("no such directory")
                .hasLineCount(1);
        assertThat(agree(Files.createDirectory(folder.resolve("empty"))).code()).isEqualTo(ExitCode.DAMAGED);
        assertThat(agree(Files.createFile(folder.resolve("file"))).err()).contains("it is no directory");

        Path changed = run("changed");
        change(changed.resolve("scenario.yaml"), "capacity: 500/s", "capacity: 501/s");
        assertThat(agree(changed).code()).isEqualTo(ExitCode.DAMAGED);
        assertThat(agree(changed).err())
                .contains("is not what summary.json says was run")
                .hasLineCount(1);

        Path damaged = run("damaged");
        Files.writeString(damaged.resolve("summary.json"), "{");
        assertThat(agree(damaged).code()).isEqualTo(ExitCode.DAMAGED);
        assertThat(agree(damaged).err()).contains("summary.json is damaged").hasLineCount(1);

        Path agreed = run("agreed");
        Files.writeString(agreed.resolve("agree.json"), "{}");
        assertThat(squall("report", agreed.toString()).code()).isEqualTo(ExitCode.DAMAGED);
        assertThat(squall("agree", agreed.toString(), "--cores", "0").code()).isEqualTo(ExitCode.USAGE);
    }
}
