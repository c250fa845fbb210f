package io.squall.journal.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.DisplayName;

/**
 * Plays the corpus beside it. To look for more, alone on a core:
 *
 * <pre>
 *     JAZZER_FUZZ=1 mvn -pl emulator test-compile failsafe:integration-test@fuzz -Dit.test=CaptureFuzzTest
 * </pre>
 */
class CaptureFuzzTest {
    @FuzzTest(maxDuration = "10m")
    @DisplayName("No bytes make the reader of captures fail, and none are counted twice")
    void anyBytes(byte[] bytes) {
        Captures.Read read = Captures.read(bytes);
        assertThat(read.summary().frameCount()).isLessThanOrEqualTo(bytes.length / 12);
        assertThat(read.summary().classes()).allMatch(of -> of.unanswered() >= 0);
        assertThat(read.summary().lines()).isNotEmpty();
    }
}
