package io.squall.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HiccupsTest {
    private static final long MS = 1_000_000;

    private final Lateness lateness = new Lateness(new Timeline(10 * Timeline.CUT_NS, 1));
    private final Hiccups hiccups = new Hiccups(lateness);

    @Test
    void a_thread_that_wakes_in_time_shows_no_hiccup() {
        for (long now = 0; now < 500 * MS; now += MS) {
            assertThat(hiccups.nextDueNs()).isLessThanOrEqualTo(now);
            hiccups.doWork(now);
        }
        assertThat(lateness.maxNs()).isZero();
        assertThat(lateness.count()).isEqualTo(499);
    }

    @Test
    void the_time_by_which_it_woke_too_late_is_the_hiccup() {
        hiccups.doWork(10 * MS);
        assertThat(hiccups.nextDueNs()).isEqualTo(11 * MS);
        hiccups.doWork(251 * MS);
        assertThat(lateness.worstNs(0)).isEqualTo(240 * MS);
        assertThat(lateness.worstNs(2)).isEqualTo(240 * MS);
        assertThat(lateness.worstNs(3)).isZero();
        assertThat(hiccups.nextDueNs()).isEqualTo(252 * MS);
    }

    @Test
    void before_the_start_signal_nothing_is_recorded() {
        hiccups.doWork(-200 * MS);
        hiccups.doWork(-100 * MS);
        assertThat(lateness.count()).isZero();
    }
}
