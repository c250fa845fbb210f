package io.squall.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTest {
    private static final int LAST_SEQUENCE = (1 << 28) - 1;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "63, 33554431, 268435455, 15",
        "63, 0, 0, 0",
        "0, 33554431, 0, 0",
        "0, 0, 268435455, 0",
        "0, 0, 0, 15",
        "5, 123456, 7, 3"
    })
    void every_part_keeps_to_its_own_bits(int trafficClass, int source, int sequence, int leg) {
        long attempt = Attempt.of(trafficClass, source, sequence);
        long packet = Attempt.leg(attempt, leg);
        for (long any : new long[] {packet, Attempt.bad(packet)}) {
            assertThat(Attempt.trafficClass(any)).isEqualTo(trafficClass);
            assertThat(Attempt.source(any)).isEqualTo(source);
            assertThat(Attempt.sequence(any)).isEqualTo(sequence);
            assertThat(Attempt.leg(any)).isEqualTo(leg);
            assertThat(Attempt.ofPacket(any)).isEqualTo(attempt);
            assertThat(Attempt.leg(any, 1))
                    .as("another leg is good until it is said to be bad")
                    .isEqualTo(Attempt.leg(attempt, 1));
        }
        assertThat(Attempt.isBad(packet)).isFalse();
        assertThat(Attempt.isBad(Attempt.bad(packet))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"5, 3, 2", "3, 5, -2", "0, 268435455, 1", "268435455, 0, -1", "7, 7, 0"})
    void the_sequence_goes_round_and_its_distance_does_not_mind(int later, int earlier, int distance) {
        assertThat(Attempt.sequenceDistance(later, earlier)).isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({"268435456, 0", "268435457, 1", "-1, 268435455"})
    void only_the_lowest_bits_of_a_sequence_are_kept(int counted, int kept) {
        assertThat(Attempt.sequence(Attempt.of(63, 1, counted))).isEqualTo(kept).isLessThanOrEqualTo(LAST_SEQUENCE);
        assertThat(Attempt.source(Attempt.of(63, 1, counted))).isEqualTo(1);
    }
}
