package io.squall.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadManTest {
    private static final long HARD_END_NS = 1_000;
    private static final long SILENCE_NS = 100;

    private final KillSwitch killSwitch = new KillSwitch();
    private final DeadMan deadMan = new DeadMan(killSwitch, HARD_END_NS, SILENCE_NS, -50);

    @Test
    void a_worker_may_work_while_the_conductor_beats() {
        for (long now = 0; now < HARD_END_NS; now += SILENCE_NS - 1) {
            deadMan.beat(now);
            assertThat(deadMan.mayWork(Math.min(HARD_END_NS - 1, now + SILENCE_NS - 1)))
                    .isTrue();
        }
    }

    @Test
    void silence_stops_the_workers_and_is_named_as_the_reason() {
        deadMan.beat(200);
        assertThat(deadMan.mayWork(299)).isTrue();
        assertThat(deadMan.silent(299)).isFalse();
        assertThat(deadMan.mayWork(300)).isFalse();
        assertThat(deadMan.silent(300)).isTrue();
    }

    @Test
    void silence_counts_from_the_beginning_if_the_conductor_never_beat() {
        assertThat(deadMan.mayWork(49)).isTrue();
        assertThat(deadMan.mayWork(50)).isFalse();
    }

    @Test
    void a_conductor_that_speaks_again_lets_them_work_again() {
        deadMan.beat(200);
        assertThat(deadMan.mayWork(300)).isFalse();
        deadMan.beat(310);
        assertThat(deadMan.mayWork(311)).isTrue();
        assertThat(deadMan.silent(311)).isFalse();
    }

    @Test
    void at_the_hard_end_everything_stops_whatever_the_conductor_says() {
        deadMan.beat(HARD_END_NS - 1);
        assertThat(deadMan.mayWork(HARD_END_NS - 1)).isTrue();
        assertThat(deadMan.mayWork(HARD_END_NS)).isFalse();
        assertThat(deadMan.silent(HARD_END_NS)).isFalse();
    }

    @Test
    void the_kill_switch_stops_everything_at_once_and_for_good() {
        deadMan.beat(200);
        assertThat(killSwitch.isThrown()).isFalse();
        killSwitch.throwIt();
        killSwitch.throwIt();
        assertThat(killSwitch.isThrown()).isTrue();
        assertThat(deadMan.mayWork(201)).isFalse();
        assertThat(deadMan.silent(500)).isFalse();
    }
}
