package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.journal.pcap.CaptureReader;
import io.squall.journal.pcap.CaptureStorm;
import io.squall.journal.pcap.CaptureSummary;
import io.squall.journal.pcap.PacketKind;
import io.squall.record.Counter;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalExportTest {
    @Test
    @DisplayName(
            "The packets of a run are its books: as many SYNs, queries and datagrams as were sent, as many first tries as there were")
    void packetsAreTheBooks(@TempDir Path directory) throws IOException {
        Scenario scenario = Scenarios.load("dec-7", List.of(), OptionalLong.empty());
        Journals.Subject subject =
                new Journals.Subject(scenario, "simulate", true, "2021-12-07T15:30:00.5Z", Map.of("squall", "test"));
        Snapshot run = new SimulatedRun(scenario, new KillSwitch())
                .recordedBy(Journals.begin(directory, subject, Long.MAX_VALUE, 1))
                .run(null, _ -> {});
        Path file = directory.resolve("storm.pcapng");
        try (OutputStream out = Files.newOutputStream(file)) {
            assertThat(JournalExport.write(directory, JournalExport.Format.PCAPNG, out))
                    .isEmpty();
        }

        CaptureSummary read;
        try (CaptureReader reader = CaptureReader.open(file)) {
            read = CaptureStorm.read(reader, CaptureStorm.Reading.USUAL, (_, _, _, _, _, _) -> {});
        }
        assertThat(read.damage()).isEmpty();
        assertThat(read.startNs()).isBetween(1_638_891_000_500_000_000L, 1_638_891_001_000_000_000L);
        assertThat(read.count(PacketKind.CONNECTION_ATTEMPT))
                .isEqualTo(total(run, Counter.SENT, "clients", "auth", "deploy"));
        assertThat(read.classes().get(CaptureStorm.CONNECTS).firstTries())
                .isEqualTo(total(run, Counter.FIRST_TRIES, "clients", "auth", "deploy"));
        assertThat(read.count(PacketKind.CONNECTION_ANSWER))
                .isEqualTo(total(run, Counter.ANSWERED, "clients", "auth", "deploy")
                        + total(run, Counter.LATE, "clients", "auth", "deploy"));
        assertThat(read.count(PacketKind.QUERY)).isEqualTo(total(run, Counter.SENT, "dns", "resolvers"));
        assertThat(read.count(PacketKind.DATAGRAM)).isEqualTo(total(run, Counter.SENT, "metrics"));
        assertThat(read.count(PacketKind.STRAY)).isZero();
    }

    private static long total(Snapshot run, Counter counter, String... classes) {
        return Stream.of(classes)
                .mapToLong(name -> run.classRecord(name).total(counter))
                .sum();
    }
}
