package io.squall.journal.pcap;

import static io.squall.record.Event.ANSWERED;
import static io.squall.record.Event.ERROR;
import static io.squall.record.Event.REFUSED;
import static io.squall.record.Event.SENT;
import static io.squall.record.Event.SHED;
import static io.squall.record.Event.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.squall.journal.pcap.CaptureWriter.Protocol;
import io.squall.journal.pcap.Captures.Step;
import io.squall.wire.Attempt;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureWriterTest {
    private static final List<Protocol> CLASSES = List.of(Protocol.CONNECTION, Protocol.QUERY, Protocol.DATAGRAM);
    private static final long EPOCH_NS = 1_638_891_000_000_000_000L;

    /** Two clients, retries, each outcome of each class. */
    private static final List<Step> STORM = List.of(
            new Step(SENT, 0, 0, 0, 0, 0, 0, 40),
            new Step(SENT, 2, 0, 0, 0, 100, 100, 64),
            new Step(SENT, 1, 0, 0, 0, 200, 200, 57),
            new Step(TIMED_OUT, 0, 0, 0, 0, 0, 1_000, 0),
            new Step(SENT, 0, 0, 1, 0, 1_000, 1_000, 40),
            new Step(SENT, 0, 1, 0, 0, 1_100, 1_100, 40),
            new Step(REFUSED, 0, 1, 0, 0, 1_100, 1_150, 40),
            new Step(ANSWERED, 0, 0, 1, 0, 1_000, 1_200, 40),
            new Step(ERROR, 1, 0, 0, 0, 200, 1_300, 57),
            new Step(SENT, 1, 0, 1, 1, 1_400, 1_400, 57),
            new Step(ANSWERED, 1, 0, 1, 1, 1_400, 2_000_000_000, 73),
            new Step(SENT, 2, 0, 1, 1, 2_000_000_001, 2_000_000_001, 1_400));

    private static byte[] written(boolean ipv6, List<Step> storm) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CaptureWriter writer = new CaptureWriter(out, CLASSES, ipv6, EPOCH_NS)) {
            for (Step step : storm) {
                long attempt = Attempt.of(step.trafficClass(), step.source(), step.sequence());
                writer.step(step.event(), attempt, step.request(), step.intendedNs(), step.atNs(), step.bytes());
            }
        }
        return out.toByteArray();
    }

    private static Step withoutBytes(Step step) {
        return new Step(
                step.event(),
                step.trafficClass(),
                step.source(),
                step.sequence(),
                step.request(),
                step.intendedNs(),
                step.atNs(),
                step.trafficClass() == CaptureStorm.DATAGRAMS ? step.bytes() : 0);
    }

    @ParameterizedTest(name = "IPv6: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("A storm that is written is the same storm when it is read")
    void roundTrip(boolean ipv6) throws IOException {
        Captures.Read read = Captures.read(written(ipv6, STORM));
        assertThat(read.summary().damage()).isEmpty();
        assertThat(read.summary().startNs()).isEqualTo(EPOCH_NS);
        assertThat(read.steps().stream().map(CaptureWriterTest::withoutBytes))
                .containsExactlyElementsOf(
                        STORM.stream().map(CaptureWriterTest::withoutBytes).toList());
    }

    @Test
    @DisplayName("What never was on a wire is not written")
    void notWritten() throws IOException {
        byte[] nothing = written(false, List.of());
        assertThat(written(
                        false, List.of(new Step(SHED, 0, 0, 0, 0, 0, 0, 0), new Step(ANSWERED, 2, 0, 0, 0, 0, 1, 0))))
                .isEqualTo(nothing);
    }

    @Test
    @DisplayName("The address of a source is the one that it has on sockets")
    void addresses() throws IOException {
        byte[] last = written(false, List.of(new Step(SENT, 2, 16_516_095, 0, 0, 0, 0, 29)));
        byte[] packet = Arrays.copyOfRange(last, last.length - 36, last.length - 7);
        assertThat(packet).startsWith(Packets.hex("4500001d 00004000 4011"));
        assertThat(Arrays.copyOfRange(packet, 12, 24)).isEqualTo(Packets.hex("7ffefffe 7f000003 8000 ee4a"));
    }

    @ParameterizedTest(name = "IPv6: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("tshark opens what is written without a warning, and finds nothing wrong in any packet")
    void tshark(boolean ipv6, @TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark"))),
                "needs tshark");
        Path file = Files.write(directory.resolve("storm.pcapng"), written(ipv6, STORM));
        Path errors = directory.resolve("errors");
        Process tshark = new ProcessBuilder(
                        "tshark",
                        "-r",
                        file.toString(),
                        "-o",
                        "tcp.check_checksum:TRUE",
                        "-o",
                        "udp.check_checksum:TRUE",
                        "-o",
                        "ip.check_checksum:TRUE",
                        "-T",
                        "fields",
                        "-E",
                        "separator=|",
                        "-e",
                        "_ws.col.Protocol",
                        "-e",
                        "ip.checksum.status",
                        "-e",
                        "tcp.checksum.status",
                        "-e",
                        "udp.checksum.status",
                        "-e",
                        "tcp.flags",
                        "-e",
                        "dns.qry.name",
                        "-e",
                        "dns.flags.rcode",
                        "-e",
                        "_ws.malformed")
                .redirectError(errors.toFile())
                .start();
        String said = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tshark.waitFor()).isZero();
        assertThat(Files.readString(errors).lines().filter(line -> !line.startsWith("Running as user")))
                .isEmpty();
        String ip = ipv6 ? "" : "1";
        assertThat(said.lines())
                .containsExactly(
                        "TCP|" + ip + "|1||0x0002|||",
                        "UDP|" + ip + "||1||||",
                        "DNS|" + ip + "||1||squall.test||",
                        "TCP|" + ip + "|1||0x0002|||",
                        "TCP|" + ip + "|1||0x0002|||",
                        "TCP|" + ip + "|1||0x0014|||",
                        "TCP|" + ip + "|1||0x0012|||",
                        "DNS|" + ip + "||1||squall.test|2|",
                        "DNS|" + ip + "||1||squall.test||",
                        "DNS|" + ip + "||1||squall.test|0|",
                        "UDP|" + ip + "||1||||");
    }
}
