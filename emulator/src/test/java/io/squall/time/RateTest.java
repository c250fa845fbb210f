package io.squall.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @Test
    void the_interval_is_the_mean_distance_of_two_events() {
        assertThat(Rate.perSecond(500).intervalNs()).isEqualTo(2_000_000);
        assertThat(Rate.perSecond(3).intervalNs()).isEqualTo(1e9 / 3);
        assertThat(Rate.perSecond(0.5).intervalNs()).isEqualTo(2e9);
    }

    @Test
    void rate_zero_is_an_outage_and_its_interval_has_no_end() {
        assertThat(Rate.perSecond(0).intervalNs()).isInfinite();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -1e-9, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void what_is_not_zero_or_more_and_finite_is_no_rate(double perSecond) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.perSecond(perSecond))
                .withMessageStartingWith("a rate is 0 or more and finite, not ");
    }

    @Test
    void it_reads_as_people_write_it() {
        assertThat(Rate.perSecond(500)).hasToString("500/s");
        assertThat(Rate.perSecond(0.25)).hasToString("0.25/s");
    }
}
