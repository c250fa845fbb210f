package io.squall.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.load.Seed;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    private static final long LONGEST_NS = 60_000_000_000L;

    @ParameterizedTest
    @EnumSource
    void an_interval_holds_what_a_histogram_would_have_counted_since_the_one_before(Recorder.Reader reader) {
        Latencies latencies = new Latencies(1, LONGEST_NS, reader);
        long random = 1;
        for (int values : new int[] {1, 3, 10_000}) {
            Histogram expected = latencies.histogram();
            for (int i = 0; i < values; i++) {
                random = Seed.next(random);
                long latencyNs = (long) Math.pow(LONGEST_NS, Seed.unit(random));
                latencies.record(0, latencyNs);
                expected.recordValue(latencyNs);
            }
            assertThat(requireNonNull(latencies.take(0)).histogram()).isEqualTo(expected);
        }
        assertThat(latencies.take(0)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 511, 512, 1_048_575, 1_048_576, 2_097_151, 2_097_152, 59_999_999_999L, LONGEST_NS})
    void a_value_at_the_end_of_a_bucket_has_its_place(long latencyNs) {
        Latencies latencies = new Latencies(1, LONGEST_NS, Recorder.Reader.ANOTHER_THREAD);
        latencies.record(0, latencyNs);
        Histogram expected = latencies.histogram();
        expected.reset(); // as that of an interval was: it leaves a trace in the least value of none
        expected.recordValue(latencyNs);
        assertThat(requireNonNull(latencies.take(0)).histogram()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3_000, 1_048_576, 250_000_000})
    void what_is_longer_than_can_occur_is_recorded_as_the_longest(long longestNs) {
        Latencies latencies = new Latencies(1, longestNs, Recorder.Reader.ANOTHER_THREAD);
        latencies.record(0, Long.MAX_VALUE);
        Histogram interval = requireNonNull(latencies.take(0)).histogram();
        assertThat(interval.getTotalCount()).isOne();
        assertThat(interval.valuesAreEquivalent(interval.getMaxValue(), Math.max(2_000, longestNs)))
                .isTrue();
    }
}
