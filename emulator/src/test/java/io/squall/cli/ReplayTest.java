package io.squall.cli;

import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.run.Journals;
import io.squall.run.SimulatedRun;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
    void what_is_no_journal_is_said_in_a_sentence() throws IOException {
        Said missing = squall("replay", folder.resolve("nowhere").toString());
        assertThat(missing.code()).isEqualTo(ExitCode.DAMAGED);
        assertThat(missing.err()).startsWith("squall: ").hasLineCount(1);
        Files.write(folder.resolve("random.cq4"), new byte[] {1, 2, 3});
        assertThat(squall("replay", folder.toString()).code()).isEqualTo(ExitCode.DAMAGED);
    }

    /** Records a short day in virtual time. @return its digest */
    private String record(Path bundle) throws IOException {
        Files.createDirectory(bundle);
        Scenario scenario = Scenarios.load("dec-7", List.of("duration=20 s"), OptionalLong.empty());
        var subject = new Journals.Subject(scenario, "simulate", true, "now", Map.of("squall", "0"));
        return new SimulatedRun(scenario, new KillSwitch())
                .recordedBy(Journals.begin(bundle, subject, 1L << 30, 1))
                .run(null, _ -> {})
                .digest();
    }

    @Test
    void a_run_is_replayed_and_says_how_well() throws IOException {
        Path bundle = folder.resolve("day");
        String digest = record(bundle);

        Said again = squall("replay", bundle.toString(), "--simulate", "--retries", "recorded");

        assertThat(again.err()).isEmpty();
        assertThat(again.code()).isIn(ExitCode.PASS, ExitCode.FAIL);
        assertThat(again.out())
                .contains("digest " + digest)
                .contains("Replay of dec-7, retries recorded: ", "as planned");
        assertThat(again.out()).contains("replayed open-loop: clients.");

        Path other = folder.resolve("other");
        Path json = folder.resolve("other.json");
        Said larger = squall(("replay " + bundle
                        + " --simulate --into dec-7-oob --only clients --amplify 2 --speed 2 --from 11s --to 13s"
                        + " --journal full --out " + other + " --json " + json)
                .split(" "));
        assertThat(larger.err()).isEmpty();
        assertThat(larger.out())
                .contains("from 11.0 s to 13.0 s, only clients, 2 times as fast, 2 sources for each, retries live");
        assertThat(Files.readString(json)).contains("\"retries\" : \"live\"");
        assertThat(squall("report", other.toString()).out()).contains("2 sources for each");
        Said recomputed = squall("report", other.toString(), "--recompute");
        assertThat(recomputed.out()).contains("Recomputed from the journal alone: equal to what the run wrote.");
        Said replayed = squall("replay", other.toString(), "--simulate", "--retries", "recorded");
        assertThat(replayed.out()).as("a replay's journal is a recording, too").contains("as planned");
        assertThat(squall("replay", bundle.toString(), "--from", "30s").err())
                .contains("--from and --to: found 30 s and 20 s, expected a window in the recorded 20 s");
        assertThat(squall("replay", bundle.toString(), "--only", "probes").err())
                .contains("--only: found probes, expected a recorded storm: clients, resolvers");
        Said refused = squall("replay", bundle.toString(), "--amplify", "1000", "--dry-run");
        assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.err()).contains("the Guard refuses");
        assertThat(squall("replay", bundle.toString(), "--into", "ebs-2011", "--dry-run")
                        .err())
                .contains("ebs-2011 has no storm clients");
    }
}
