package io.squall.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private final VirtualClock clock = new VirtualClock();

    @Test
    void it_begins_at_the_start_of_the_run_and_stands_still_until_it_is_moved() {
        assertThat(clock.nowNs()).isZero();
        assertThat(clock.nowNs()).isZero();
        clock.advanceTo(5);
        assertThat(clock.nowNs()).isEqualTo(5);
    }

    @Test
    void it_may_be_moved_to_where_it_stands() {
        clock.advanceTo(5);
        clock.advanceTo(5);
        assertThat(clock.nowNs()).isEqualTo(5);
    }

    @Test
    void it_refuses_to_go_back_and_says_from_where_to_where() {
        clock.advanceTo(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advanceTo(4))
                .withMessage("time does not go back: from 5 ns to 4 ns");
        assertThat(clock.nowNs()).isEqualTo(5);
    }
}
