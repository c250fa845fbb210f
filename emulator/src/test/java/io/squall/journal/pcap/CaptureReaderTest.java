package io.squall.journal.pcap;

import static io.squall.journal.pcap.Captures.ETHERNET;
import static io.squall.journal.pcap.Packets.hex;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureReaderTest {
    private static final byte[] FRAME = hex("00010203040506070809");
    private static final byte[] NO_OPTIONS = {};
    private static final List<ByteOrder> ORDERS = List.of(BIG_ENDIAN, LITTLE_ENDIAN);

    private record Got(List<Long> instantsNs, List<Integer> lengths, String damage) {}

    private static Got read(byte[] capture) {
        return read(new ByteArrayInputStream(capture));
    }

    private static Got read(InputStream in) {
        CaptureReader reader = new CaptureReader(in);
        List<Long> instants = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        while (reader.advance()) {
            instants.add(reader.frame().atNs);
            lengths.add(reader.frame().captured);
        }
        assertThat(reader.advance()).as("after its end").isFalse();
        return new Got(instants, lengths, reader.damage().map(Damage::toString).orElse(""));
    }

    @Test
    @DisplayName("A pcap is read in both byte orders, with stamps in microseconds and in nanoseconds")
    void pcap() {
        for (ByteOrder order : ORDERS) {
            assertThat(read(Captures.pcap(order, 0xA1B2C3D4)
                            .record(3, 5, FRAME)
                            .record(4, 6, FRAME)
                            .bytes()))
                    .isEqualTo(new Got(List.of(3_000_005_000L, 4_000_006_000L), List.of(10, 10), ""));
            assertThat(read(Captures.pcap(order, 0xA1B23C4D).record(3, 5, FRAME).bytes()))
                    .isEqualTo(new Got(List.of(3_000_000_005L), List.of(10), ""));
        }
    }

    @Test
    @DisplayName(
            "A pcapng is read in both byte orders, even if both are in one file; its interfaces are those of the section")
    void sections() {
        for (ByteOrder order : ORDERS) {
            Captures other = Captures.pcapng(order == BIG_ENDIAN ? LITTLE_ENDIAN : BIG_ENDIAN)
                    .network(ETHERNET, 0, NO_OPTIONS)
                    .enhanced(0, 2_000_000, FRAME);
            Captures file = Captures.pcapng(order)
                    .network(ETHERNET, 0, NO_OPTIONS)
                    .network(ETHERNET, 0, NO_OPTIONS)
                    .enhanced(1, 1_000_000, FRAME)
                    .then(other);
            assertThat(read(file.bytes()).instantsNs()).containsExactly(1_000_000_000L, 2_000_000_000L);
            long size = file.size();
            assertThat(read(file.then(Captures.pcapng(order).enhanced(0, 1, FRAME))
                                    .bytes())
                            .damage())
                    .isEqualTo("byte " + (size + 28) + ": a packet names interface 0; the section has described 0");
        }
    }

    @ParameterizedTest(name = "if_tsresol {0}: {1} ticks are {2} ns")
    @DisplayName("A stamp counts in the unit of its interface, decimal or binary")
    @CsvSource({
        "0, 3, 3000000000",
        "6, 1000001, 1000001000",
        "9, 1000001, 1000001",
        "12, 1999, 1",
        "27, 3000000000000000000, 3",
        "128, 5, 5000000000",
        "138, 1536, 1500000000",
        "191, -1, 1999999999",
        "0, -1, 9223372036854775807",
        "6, -1, 9223372036854775807"
    })
    void resolutions(int resolution, long ticks, long expectedNs) {
        for (ByteOrder order : ORDERS) {
            Captures file = Captures.pcapng(order);
            file.network(ETHERNET, 0, file.option(9, new byte[] {(byte) resolution}))
                    .enhanced(0, ticks, FRAME);
            assertThat(read(file.bytes()).instantsNs()).containsExactly(expectedNs);
        }
    }

    @ParameterizedTest(name = "if_tsoffset {0}: 1 s becomes {1} ns")
    @DisplayName("An interface's offset is added to its stamps; no instant lies before 1970 or after 2262")
    @CsvSource({
        "10, 11000000000",
        "-1, 0",
        "-5, 0",
        "9223372036, 9223372036854775807",
        "9223372037, 9223372036854775807",
        "-9223372036854775808, 0"
    })
    void offsets(long seconds, long expectedNs) {
        for (ByteOrder order : ORDERS) {
            Captures file = Captures.pcapng(order);
            file.network(ETHERNET, 0, file.option(14, file.word(seconds))).enhanced(0, 1_000_000, FRAME);
            assertThat(read(file.bytes()).instantsNs()).containsExactly(expectedNs);
        }
    }

    @Test
    @DisplayName("Packets of all three kinds are read, and blocks that are not known are passed over")
    void blocks() {
        for (ByteOrder order : ORDERS) {
            Captures file = Captures.pcapng(order);
            file.block(0xBAD, file.body(40))
                    .network(ETHERNET, 8, file.option(2, hex("6c6f")))
                    .enhanced(0, 1_000, FRAME)
                    .block(5, file.body(2 << 20))
                    .obsolete(0, 2_000, FRAME)
                    .simple(10, hex("0001020304050607"));
            assertThat(read(file.bytes()))
                    .isEqualTo(new Got(List.of(1_000_000L, 2_000_000L, 2_000_000L), List.of(10, 10, 8), ""));
        }
    }

    @Test
    @DisplayName("A file that comes in drops, and packets of 256 KiB, are read as well")
    void drops() {
        byte[] capture = Captures.pcap(BIG_ENDIAN, 0xA1B23C4D)
                .record(0, 1, new byte[Frame.MAX_BYTES])
                .record(0, 2, new byte[Frame.MAX_BYTES])
                .record(0, 3, FRAME)
                .bytes();
        InputStream drops = new ByteArrayInputStream(capture) {
            @Override
            public int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, 7_777));
            }
        };
        assertThat(read(drops)).isEqualTo(new Got(List.of(1L, 2L, 3L), List.of(262_144, 262_144, 10), ""));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("What is no capture is named, if it is something that has a name")
    @CsvSource({
        "'', byte 0: the file is empty",
        "0a0d, byte 0: the file is cut short: it has 2 of the 4 bytes of a capture's magic number",
        "1f8b0800, byte 0: this is a file packed by gzip: unpack it first",
        "28b52ffd, byte 0: this is a file packed by zstd: unpack it first",
        "fd377a58, byte 0: this is a file packed by xz: unpack it first",
        "504b0304, byte 0: this is a file packed by zip: unpack it first",
        "7b227d0a, byte 0: this is neither pcap nor pcapng: it begins with 0x7B227D0A",
        "a1b2c3d400, byte 0: the file is cut short: it has 5 of the 24 bytes of a pcap header"
    })
    void noCapture(String bytes, String sentence) {
        assertThat(read(hex(bytes)).damage()).isEqualTo(sentence);
    }

    @Test
    @DisplayName("A pcap that lies about a packet's length is read up to the lie")
    void pcapLies() {
        Captures file = Captures.pcap(LITTLE_ENDIAN, 0xA1B2C3D4).record(1, 0, FRAME);
        int at = file.size();
        assertThat(read(file.record(2, 0, FRAME).overwrite(18, hex("01000400")).bytes()))
                .isEqualTo(new Got(
                        List.of(1_000_000_000L),
                        List.of(10),
                        "byte " + at + ": a packet claims 262145 captured bytes; no more than 262144 are believed"));
        assertThat(read(file.overwrite(18, hex("0b000000")).bytes()).damage())
                .isEqualTo("byte " + at + ": the file is cut short: it has 26 of the 27 bytes of a packet");
    }

    @ParameterizedTest(name = "{1}")
    @DisplayName("A pcapng that lies about a length is read up to the lie")
    @CsvSource({
        // From the end of a block of 44 bytes with a packet of 10: what is written there, and the sentence.
        "4, 00000030, a block claims 44 bytes at its head and 48 at its end, 2",
        "40, 00000008, 'a block claims a length of 8 bytes, which none has', 1",
        "40, 0000002e, 'a block claims a length of 46 bytes, which none has', 1",
        "40, 00000030, the file is cut short: it has 44 of the 48 bytes of a block, 2",
        "40, fffffffc, the file is cut short: it has 44 of the 4294967292 bytes of a block, 2",
        "40, 0000001c, a block of a packet claims 28 bytes; it has at least 32, 1",
        "24, 00000020, a packet claims 32 captured bytes in a block of 44, 1",
        "24, ffffffff, a packet claims 4294967295 captured bytes; no more than 262144 are believed, 1",
        "36, 00000001, a packet names interface 1; the section has described 1, 1"
    })
    void pcapngLies(int fromEnd, String bytes, String sentence, int packets) {
        Captures file =
                Captures.pcapng(BIG_ENDIAN).network(ETHERNET, 0, NO_OPTIONS).enhanced(0, 1, FRAME);
        int at = file.size();
        Got got = read(file.enhanced(0, 2, FRAME).overwrite(fromEnd, hex(bytes)).bytes());
        assertThat(got.lengths()).hasSize(packets);
        assertThat(got.damage()).isEqualTo("byte " + at + ": " + sentence);
    }

    @ParameterizedTest(name = "{1}")
    @DisplayName("Options of an interface that cannot be are named")
    @CsvSource({
        "0009000120000000, byte 44: an interface claims a resolution of 10^-32 s",
        "00090001c0000000, byte 44: an interface claims a resolution of 2^-64 s",
        "0002000500000000, 'byte 44: an option of an interface claims 5 bytes, more than its block has'"
    })
    void absurdOptions(String options, String sentence) {
        assertThat(read(Captures.pcapng(BIG_ENDIAN)
                                .network(ETHERNET, 0, hex(options))
                                .bytes())
                        .damage())
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @DisplayName("Versions that are not known are not guessed at")
    @ValueSource(strings = {"a1b2c3d4 0003 0004", "0a0d0d0a 0000001c 1a2b3c4d 0002 0000"})
    void versions(String head) {
        byte[] file = Packets.join(hex(head), new byte[64]);
        assertThat(read(file).damage()).matches("byte (4|0): this is version [23] of pcap(ng)?; known is [21]");
    }

    @Test
    @DisplayName("A section's byte order must be one of two, and an interface is no book")
    void heads() {
        assertThat(read(hex("0a0d0d0a 0000001c 1a2b3c4e")).damage())
                .isEqualTo("byte 0: a section's byte-order magic is 0x1A2B3C4E; expected is 0x1A2B3C4D");
        Captures file = Captures.pcapng(BIG_ENDIAN);
        assertThat(read(file.block(1, file.body(300_000)).bytes()).damage())
                .isEqualTo("byte 28: the description of an interface claims 300012 bytes");
        Captures many = Captures.pcapng(BIG_ENDIAN);
        for (int i = 0; i < 4_097; i++) {
            many.network(ETHERNET, 0, NO_OPTIONS);
        }
        assertThat(read(many.bytes()).damage())
                .isEqualTo("byte " + (28 + 4_096 * 20) + ": a section has more than 4096 interfaces");
    }

    @Test
    @DisplayName("A disk that fails is a damage like others")
    void failingDisk() {
        InputStream failing = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                throw new IOException("Input/output error");
            }
        };
        assertThat(read(failing).damage()).isEqualTo("byte 0: the file cannot be read on: Input/output error");
    }
}
