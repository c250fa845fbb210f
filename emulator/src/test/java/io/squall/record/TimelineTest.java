package io.squall.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long CUT_NS = Timeline.CUT_NS;

    @Test
    void a_cut_contains_its_start_and_not_its_end() {
        Timeline timeline = new Timeline(10 * CUT_NS, 1);
        assertThat(timeline.cuts()).isEqualTo(10);
        assertThat(timeline.cutOf(0)).isZero();
        assertThat(timeline.cutOf(CUT_NS - 1)).isZero();
        assertThat(timeline.cutOf(CUT_NS)).isEqualTo(1);
        assertThat(Timeline.startNs(3)).isEqualTo(3 * CUT_NS);
        assertThat(Timeline.endNs(3)).isEqualTo(4 * CUT_NS);
    }

    @Test
    void what_lies_outside_the_run_belongs_to_its_first_or_last_cut() {
        Timeline timeline = new Timeline(10 * CUT_NS, 1);
        assertThat(timeline.cutOf(-1)).isZero();
        assertThat(timeline.cutOf(Long.MIN_VALUE)).isZero();
        assertThat(timeline.cutOf(10 * CUT_NS)).isEqualTo(9);
        assertThat(timeline.cutOf(Long.MAX_VALUE)).isEqualTo(9);
    }

    @Test
    void a_last_cut_that_is_not_full_is_a_cut() {
        assertThat(new Timeline(10 * CUT_NS + 1, 1).cuts()).isEqualTo(11);
    }

    @Test
    void a_long_run_has_rows_of_a_round_time_and_not_more_than_twenty_thousand_of_them() {
        long minuteNs = 60_000_000_000L;
        assertThat(new Timeline(33 * minuteNs, 1).cutsPerRow()).isEqualTo(1);
        assertThat(new Timeline(34 * minuteNs, 1).cutsPerRow()).isEqualTo(2);
        assertThat(new Timeline(680 * minuteNs, 1).cutsPerRow()).as("5 s").isEqualTo(50);
        assertThat(new Timeline(24 * 60 * minuteNs, 1).cutsPerRow()).as("10 s").isEqualTo(50);
    }
}
