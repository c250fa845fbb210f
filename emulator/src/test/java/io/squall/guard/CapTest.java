package io.squall.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CapTest {
    private static final long SECOND_NS = 1_000_000_000;

    private final Cap cap = new Cap(new Permit(100, 1));

    private long admitted(long attempts, long atNs) {
        return LongStream.range(0, attempts).filter(_ -> cap.admits(atNs)).count();
    }

    @Test
    void what_exceeds_the_cap_in_a_second_is_shed() {
        assertThat(admitted(250, 0)).isEqualTo(100);
        assertThat(admitted(10, SECOND_NS - 1)).isZero();
    }

    @Test
    void every_second_begins_anew() {
        assertThat(admitted(250, 5)).isEqualTo(100);
        assertThat(admitted(250, SECOND_NS)).isEqualTo(100);
        assertThat(admitted(99, 7 * SECOND_NS)).isEqualTo(99);
        assertThat(admitted(99, 8 * SECOND_NS - 1)).isEqualTo(1);
    }

    @Test
    void the_lead_before_instant_zero_is_a_second_of_its_own() {
        assertThat(admitted(250, -1)).isEqualTo(100);
        assertThat(admitted(250, 0)).isEqualTo(100);
    }

    @Test
    void in_virtual_time_nothing_is_capped() {
        Cap none = Cap.none();
        assertThat(LongStream.range(0, 3_000_000).allMatch(_ -> none.admits(1))).isTrue();
    }
}
