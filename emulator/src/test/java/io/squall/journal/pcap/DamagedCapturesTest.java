package io.squall.journal.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.journal.pcap.Captures.Read;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A minute is far more than each of these needs; who hangs shall be told. */
@Timeout(60)
class DamagedCapturesTest {
    /** All that a reader says of a file that was cut or flipped. */
    private static final Pattern SENTENCE = Pattern.compile("byte \\d+: ("
            + String.join(
                    "|",
                    List.of(
                            "the file is (empty|cut short: it has \\d+ of the \\d+ bytes of [\\w ',-]+)",
                            "this is neither pcap nor pcapng: it begins with 0x[0-9A-F]{8}",
                            "this is a file packed by \\w+: unpack it first",
                            "this is version \\d+ of pcap(ng)?; known is [12]",
                            "a packet claims \\d+ captured bytes(; no more than 262144 are believed| in a block of \\d+)",
                            "a packet names interface \\d+; the section has described \\d+",
                            "a block claims \\d+ bytes at its head and \\d+ at its end",
                            "a block claims a length of \\d+ bytes, which none has",
                            "a block of a (section|interface|packet) claims \\d+ bytes; it has at least \\d+",
                            "a section's byte-order magic is 0x[0-9A-F]{8}; expected is 0x1A2B3C4D",
                            "an option of an interface claims \\d+ bytes, more than its block has",
                            "the description of an interface claims \\d+ bytes",
                            "an interface claims a resolution of (2|10)\\^-\\d+ s"))
            + ")");

    static Stream<Arguments> captures() {
        return Golden.captures().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    @DisplayName("Of a capture cut at any byte, everything before the cut is read, and the cut is named")
    void cut(String name, byte[] capture) {
        Read whole = Captures.read(capture);
        assertThat(whole.summary().damage()).isEmpty();
        assertThat(capture).hasSizeLessThan(4096);
        long frames = 0;
        for (int size = 0; size <= capture.length; size++) {
            Read read = saysOneSentence(Arrays.copyOf(capture, size));
            assertThat(read.steps())
                    .isEqualTo(whole.steps().subList(0, read.steps().size()));
            assertThat(read.summary().frameCount()).isBetween(frames, frames + 1);
            frames = read.summary().frameCount();
        }
        assertThat(frames).isEqualTo(whole.summary().frameCount());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    @DisplayName("A capture with any bit flipped is read, or its damage is named; nothing before the damage is lost")
    void flipped(String name, byte[] capture) {
        for (int at = 0; at < capture.length; at++) {
            long before = Captures.read(Arrays.copyOf(capture, at)).summary().frameCount();
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] flipped = capture.clone();
                flipped[at] ^= (byte) (1 << bit);
                Read read = saysOneSentence(flipped);
                assertThat(read.summary().frameCount()).as("byte " + at).isGreaterThanOrEqualTo(before);
            }
        }
    }

    private static Read saysOneSentence(byte[] capture) {
        Read read = Captures.read(capture);
        read.summary().damage().ifPresent(damage -> {
            assertThat(damage.toString()).matches(SENTENCE);
            assertThat(damage.offset()).isBetween(0L, (long) capture.length);
        });
        assertThat(read.summary().classes()).allMatch(of -> of.unanswered() >= 0);
        return read;
    }
}
