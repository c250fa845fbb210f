package io.squall.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BandTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    @Test
    void quantiles_are_nearest_rank_whatever_the_order() {
        assertThat(Band.of(7, 3, 1, 5)).isEqualTo(new Band(4, 0, 1, 1, 3, 5, 7));
        assertThat(Band.of(IntStream.rangeClosed(1, 101).mapToDouble(i -> i).toArray()))
                .isEqualTo(new Band(101, 0, 1, 26, 51, 76, 101));
        assertThat(Band.of(4)).isEqualTo(new Band(1, 0, 4, 4, 4, 4, 4));
    }

    @Test
    void what_never_came_is_larger_than_everything_and_not_left_out() {
        assertThat(Band.of(NEVER, 2, NEVER, 1)).isEqualTo(new Band(4, 2, 1, 1, 2, NEVER, NEVER));
        assertThat(Band.of(NEVER)).isEqualTo(new Band(1, 1, NEVER, NEVER, NEVER, NEVER, NEVER));
    }

    @Test
    void what_a_run_does_not_have_is_not_counted() {
        assertThat(Band.of(Double.NaN, 2)).isEqualTo(new Band(1, 0, 2, 2, 2, 2, 2));
        assertThat(Band.of(Double.NaN).of()).isZero();
        assertThat(Band.of(new double[0]).median()).isNaN();
    }
}
