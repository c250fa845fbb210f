package io.squall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.squall.journal.chronicle.FileExcerpts;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;

/**
 * Plays the corpora beside it. To look for more, alone on a core:
 *
 * <pre>
 *     JAZZER_FUZZ=1 mvn -pl emulator test-compile failsafe:integration-test@fuzz -Dit.test='JournalFuzzTest#anyPayloads'
 * </pre>
 */
class JournalFuzzTest {
    private static final int MOST = 64;
    private static final Scenario SCENARIO = Scenarios.read("small", """
            squall: 1
            name: small
            title: Small
            seed: 7
            duration: 2 s
            phases:
              - { name: calm, kind: baseline, for: 1 s }
              - { name: storm, kind: storm }
            paths:
              boundary: { capacity: 1000/s, queue: 10 }
            plane: { delay: 0 ms }
            storms:
              clients: { transport: tcp, path: boundary, population: { closed: { sources: 2000, think: 1 s } }, timeout: 1 s, retry: { limit: 3 } }
            probes:
              dns: { transport: dns, path: boundary, every: 100 ms, jitter: 10 ms, deadline: 200 ms }
            """, List.of(), OptionalLong.empty());
    private static final Header HEADER = new Header(
            Header.FORMAT,
            "0",
            "run",
            "now",
            false,
            SCENARIO.source(),
            Map.of(),
            List.of("clients", "dns"),
            List.of(2000, 8));

    /** Excerpts whose frames are whole: kind, stream, length of the payload in two bytes, payload; and so on. */
    @SuppressWarnings("EnumOrdinal") // a byte of the format
    private static final class Sealed implements Excerpts {
        private final byte[] input;
        private Bytes excerpt = new Bytes(1 << 10);
        private int at;
        private int serial;

        Sealed(byte[] input) {
            this.input = input;
        }

        @Override
        public int next() {
            excerpt = new Bytes(1 << 10);
            excerpt.size = Excerpt.HEADER_BYTES;
            if (serial == 0) {
                byte[] header = JsonRecords.bytes(HEADER);
                excerpt.put(header, header.length);
                Excerpt.seal(excerpt, Excerpt.Kind.HEADER, 7, serial++, 0);
                return excerpt.size;
            }
            if (input.length - at < 4 || serial == MOST) {
                return -1;
            }
            Excerpt.Kind kind = Excerpt.Kind.values()[Math.floorMod(input[at], Excerpt.Kind.values().length)];
            int stream = input[at + 1] & 0xFF;
            int length = Math.min(((input[at + 2] & 0xFF) << 8) + (input[at + 3] & 0xFF), input.length - at - 4);
            at += 4;
            for (int i = 0; i < length; i++) {
                excerpt.put(input[at++]);
            }
            Excerpt.seal(excerpt, kind, 7, serial++, stream);
            return excerpt.size;
        }

        @Override
        public byte[] buffer() {
            return excerpt.array;
        }

        @Override
        public Optional<String> damage() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    @FuzzTest(maxDuration = "5m")
    @DisplayName("No payload behind a true checksum makes the reader of journals fail")
    void anyPayloads(byte[] bytes) throws IOException {
        try (JournalReader journal = new JournalReader(new Sealed(bytes))) {
            Rebuild.Run run = Rebuild.of(journal, SCENARIO, null);
            assertThat(run.snapshot().classes()).hasSize(3);
        }
    }

    @FuzzTest(maxDuration = "5m")
    @DisplayName("No file makes the reader of journals fail")
    void anyFile(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("journal", ".cq4");
        try {
            Files.write(file, bytes);
            read(file);
        } finally {
            Files.delete(file);
        }
    }

    private static void read(Path file) throws IOException {
        try (JournalReader journal = new JournalReader(new FileExcerpts(file))) {
            boolean more = true;
            while (more) {
                more = journal.advance(new JournalReader.Listener() {});
            }
        } catch (DamagedJournalException e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }
}
