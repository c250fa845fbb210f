package io.squall.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final long MS = 1_000_000;

    private final Lateness lateness = new Lateness(new Timeline(10 * Timeline.CUT_NS, 1));

    @Test
    void without_a_record_everything_is_zero() {
        assertThat(lateness.count()).isZero();
        assertThat(lateness.percentileNs(99)).isZero();
        assertThat(lateness.maxNs()).isZero();
        assertThat(lateness.worstNs(3)).isZero();
    }

    @Test
    void the_worst_of_a_cut_is_kept() {
        lateness.record(250 * MS, 3 * MS);
        lateness.record(260 * MS, 9 * MS);
        lateness.record(270 * MS, 1 * MS);
        assertThat(lateness.worstNs(2)).isEqualTo(9 * MS);
        assertThat(lateness.worstNs(1)).isZero();
        assertThat(lateness.worstNs(3)).isZero();
        assertThat(lateness.count()).isEqualTo(3);
    }

    @Test
    void a_stall_marks_every_cut_from_when_it_should_have_been_done_to_when_it_was() {
        lateness.record(650 * MS, 400 * MS);
        for (int cut = 0; cut < 10; cut++) {
            assertThat(lateness.worstNs(cut)).as("cut %d", cut).isEqualTo(cut >= 2 && cut <= 6 ? 400 * MS : 0);
        }
    }

    @Test
    void what_was_early_is_not_late() {
        lateness.record(150 * MS, -5 * MS);
        assertThat(lateness.worstNs(1)).isZero();
        assertThat(lateness.maxNs()).isZero();
        assertThat(lateness.count()).isEqualTo(1);
    }

    @Test
    void percentiles_are_of_all_records_within_a_hundredth() {
        for (int i = 1; i <= 1_000; i++) {
            lateness.record(i * 100_000L, i * 1_000L);
        }
        assertThat((double) lateness.percentileNs(50)).isBetween(500_000.0, 505_000.0);
        assertThat((double) lateness.percentileNs(99)).isBetween(990_000.0, 1_000_000.0);
        assertThat((double) lateness.maxNs()).isBetween(1_000_000.0, 1_010_000.0);
    }

    @Test
    void a_record_after_the_end_of_the_run_belongs_to_the_last_cut() {
        lateness.record(5_000 * MS, 1 * MS);
        assertThat(lateness.worstNs(9)).isEqualTo(1 * MS);
    }
}
