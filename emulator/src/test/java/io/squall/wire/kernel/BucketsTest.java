package io.squall.wire.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private final Histogram theirs = new Histogram(1, Buckets.LARGEST, 3);

    @Test
    void a_bucket_begins_where_hdr_histogram_s_begins() {
        SplittableRandom random = new SplittableRandom(7);
        LongStream.concat(
                        LongStream.range(0, 10_000),
                        random.longs(100_000, 0, 64).map(bits -> random.nextLong() >>> bits & Buckets.LARGEST))
                .forEach(value -> assertThat(Buckets.value(Buckets.index(value)))
                        .as("of %d", value)
                        .isEqualTo(theirs.lowestEquivalentValue(value)));
    }

    @Test
    void the_largest_value_has_a_place() {
        assertThat(Buckets.index(Buckets.LARGEST)).isLessThan(Buckets.COUNTERS);
    }

    @Test
    void a_quantile_is_the_value_that_so_many_do_not_exceed() {
        long[] delays = new long[Buckets.COUNTERS];
        delays[Buckets.index(100)] = 98;
        delays[Buckets.index(500)] = 2;
        Measured measured = new Measured(100, delays);
        assertThat(measured.quantileNs(0.5)).isEqualTo(100);
        assertThat(measured.quantileNs(0.98)).isEqualTo(100);
        assertThat(measured.quantileNs(0.99)).isEqualTo(500);
        assertThat(new Measured(0, delays).quantileNs(0.5)).isZero();
    }
}
