package io.squall.cli;

import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.journal.pcap.CaptureReader;
import io.squall.journal.pcap.CaptureStorm;
import io.squall.journal.pcap.Golden;
import io.squall.record.Event;
import io.squall.run.CaptureImport;
import io.squall.run.Journals;
import io.squall.wire.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureCommandsTest {
    @TempDir
    private Path directory;

    private Path capture(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private byte[] golden() {
        return Golden.captures().getOrDefault("ns-le.pcap", new byte[0]);
    }

    private static List<String> steps(Path capture) throws IOException {
        List<String> steps = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            CaptureStorm.read(
                    reader,
                    CaptureStorm.Reading.USUAL,
                    (event, attempt, request, intendedNs, atNs, bytes) ->
                            steps.add(event + " " + Attempt.trafficClass(attempt) + "." + Attempt.source(attempt) + "."
                                    + Attempt.sequence(attempt) + " of " + request + ": " + intendedNs + " " + atNs));
        }
        return steps;
    }

    @Test
    void without_out_it_says_what_a_capture_holds_and_writes_nothing() throws IOException {
        Said said = squall("import", capture("storm.pcap", golden()).toString());
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("16 frames in 0.000 s, 2 clients")
                .contains("connects  3 attempts (2 first tries) of 1 sources: 1 answered, 1 refused");
        assertThat(directory).isDirectoryNotContaining("glob:**/runs");
    }

    @Test
    void a_capture_becomes_a_bundle_of_which_everything_else_can_be_made() throws IOException {
        Path storm = capture("storm.pcap", golden());
        String bundle = directory.resolve("bundle").toString();
        Said said = squall("import", storm.toString(), "--out", bundle);
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        assertThat(squall("check", bundle + "/scenario.yaml").code()).isZero();
        assertThat(squall("import", storm.toString(), "--out", bundle).code()).isEqualTo(ExitCode.HOST);

        Path again = directory.resolve("again.pcapng");
        Path csv = directory.resolve("events.csv");
        Path json = directory.resolve("events.json");
        Path hlog = directory.resolve("latency.hlog");
        Said exported = squall(
                "export",
                bundle,
                "--pcapng",
                again.toString(),
                "--csv",
                csv.toString(),
                "--json",
                json.toString(),
                "--hlog",
                hlog.toString());
        assertThat(exported.err()).isEmpty();
        assertThat(exported.code()).isZero();
        assertThat(steps(again)).isEqualTo(steps(storm));
        assertThat(Files.readAllLines(csv))
                .startsWith(
                        "event,class,source,sequence,intended_ns,at_ns",
                        "FIRST_TRY,connects,0,0,0,0",
                        "SENT,connects,0,0,0,0",
                        "TIMED_OUT,connects,0,0,0,100",
                        "RETRY,connects,0,1,100,100",
                        "SENT,connects,0,1,100,100",
                        "ANSWERED,connects,0,1,100,200");
        assertThat(Files.readAllLines(json))
                .hasSize(Files.readAllLines(csv).size() - 1)
                .first()
                .isEqualTo(
                        "{\"event\":\"FIRST_TRY\",\"class\":\"connects\",\"source\":0,\"sequence\":0,\"intendedNs\":0,\"atNs\":0}");
        assertThat(hlog).content().contains("connects");
        Said twice = squall("export", bundle, "--csv", csv.toString());
        assertThat(twice.code()).isEqualTo(ExitCode.USAGE);
        assertThat(twice.err()).contains(csv + " exists: name another file");
    }

    @Test
    void of_a_damaged_capture_what_came_before_is_imported_and_the_command_ends_5() throws IOException {
        byte[] whole = golden();
        Path cut = capture("cut.pcap", Arrays.copyOf(whole, whole.length - 1));
        String bundle = directory.resolve("bundle").toString();
        Said said = squall("import", cut.toString(), "--out", bundle);
        assertThat(said.code()).isEqualTo(ExitCode.DAMAGED);
        assertThat(said.out()).contains("15 frames", "Bundle: ");
        assertThat(said.err())
                .isEqualToNormalizingNewlines("squall: " + cut
                        + " is damaged at byte 1169: the file is cut short: it has 57 of the 58 bytes of a packet\n");
    }

    @Test
    void what_holds_no_storm_is_one_sentence_and_no_bundle() throws IOException {
        Path bundle = directory.resolve("bundle");
        Path missing = directory.resolve("missing");
        assertThat(squall("import", missing.toString()).err()).contains("cannot read " + missing + ": no such file");
        Path empty = capture("empty.pcap", new byte[0]);
        Said said = squall("import", empty.toString(), "--out", bundle.toString());
        assertThat(said.code()).isEqualTo(ExitCode.DAMAGED);
        assertThat(said.err()).contains(empty + " is no capture that can be read: byte 0: the file is empty");
        Path quiet = capture("quiet.pcap", Arrays.copyOf(golden(), 24));
        assertThat(squall("import", quiet.toString(), "--out", bundle.toString())
                        .err())
                .contains(quiet + " holds no storm: no connection attempt, no DNS query, no datagram");
        assertThat(bundle).doesNotExist();
        Path none = directory.resolve("none.csv");
        assertThat(squall("export", directory.toString(), "--csv", none.toString())
                        .code())
                .isEqualTo(ExitCode.DAMAGED);
        assertThat(none).doesNotExist();
    }

    @Test
    void what_cannot_be_meant_is_said() throws IOException {
        String storm = capture("storm.pcap", golden()).toString();
        assertThat(squall("import", storm, "--flows", "port").err()).contains("expected address or 5-tuple");
        assertThat(squall("import", storm, "--dns-port", "0").err()).contains("expected 1 to 65535");
        assertThat(squall("import", storm, "--headroom", "0").err()).contains("expected 0.01 to 1000");
        assertThat(squall("import", storm, "--max-sources", "0").err()).contains("expected 1 to 33554432");
        Said many = squall("import", storm, "--max-sources", "1");
        assertThat(many.code()).isEqualTo(ExitCode.USAGE);
        assertThat(many.err()).contains("more than 1 sources: allow more with --max-sources");
        assertThat(squall("export", storm).code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_capture_that_grows_while_it_is_read_is_not_imported_by_halves() throws IOException {
        byte[] whole = golden();
        Path growing = capture("growing.pcap", Arrays.copyOf(whole, 700));
        CaptureImport seen = new CaptureImport(growing, CaptureStorm.Reading.USUAL);
        assertThat(seen.summary().classes().getFirst().count(Event.SENT)).isPositive();
        Files.write(growing, whole);
        assertThatThrownBy(() -> seen.writeTo(
                        Journals.begin(
                                Files.createDirectory(directory.resolve("bundle")),
                                new Journals.Subject(
                                        seen.scenario(2), "import", true, "2021-12-07T15:30:00Z", Map.of()),
                                Long.MAX_VALUE,
                                1),
                        seen.scenario(2)))
                .hasMessage(growing + " was changed while it was read: end the capturing first");
    }
}
