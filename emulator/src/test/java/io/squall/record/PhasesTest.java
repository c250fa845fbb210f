package io.squall.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhasesTest {
    private final Phases phases = new Phases(4);

    @Test
    void before_anything_has_begun_it_is_the_first_phase() {
        assertThat(phases.of(-1)).isZero();
        assertThat(phases.of(1_000)).isZero();
        assertThat(phases.current()).isZero();
    }

    @Test
    void an_instant_belongs_to_the_last_phase_that_had_begun_by_then() {
        phases.begin(0, 0);
        phases.begin(1, 100);
        phases.begin(2, 200);
        assertThat(phases.of(0)).isZero();
        assertThat(phases.of(99)).isZero();
        assertThat(phases.of(100)).isEqualTo(1);
        assertThat(phases.of(199)).isEqualTo(1);
        assertThat(phases.of(200)).isEqualTo(2);
        assertThat(phases.of(1_000_000)).isEqualTo(2);
        assertThat(phases.current()).isEqualTo(2);
    }

    @Test
    void an_instant_of_an_earlier_phase_stays_there_when_later_phases_have_begun() {
        phases.begin(0, 0);
        phases.begin(1, 100);
        phases.begin(2, 200);
        phases.begin(3, 300);
        assertThat(phases.of(150)).isEqualTo(1);
        assertThat(phases.of(5)).isZero();
    }

    @Test
    void a_phase_without_length_holds_no_instant() {
        phases.begin(0, 0);
        phases.begin(1, 100);
        phases.begin(2, 100);
        assertThat(phases.of(99)).isZero();
        assertThat(phases.of(100)).isEqualTo(2);
    }

    @Test
    void instants_before_the_run_belong_to_its_first_phase() {
        phases.begin(0, 0);
        phases.begin(1, 100);
        assertThat(phases.of(-5)).isZero();
    }
}
