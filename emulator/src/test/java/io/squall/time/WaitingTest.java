package io.squall.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final long US = 1_000;
    private static final long MOST_NS = 100 * US;

    private final VirtualClock clock = new VirtualClock();
    private final List<Long> parked = new ArrayList<>();
    private long lateNs;
    private boolean answered;
    private int turns;

    /** A host that wakes a thread so late; a turn takes it a microsecond. */
    private void park(long waitNs) {
        turns++;
        if (waitNs > 0) {
            parked.add(waitNs);
        }
        long boundedNs = Math.min(waitNs, 5_000 * US);
        clock.advanceTo(clock.nowNs() + (waitNs <= 0 ? US : answered ? boundedNs / 2 : boundedNs + lateNs));
    }

    /** @return how late it was for an instant that lay so far ahead */
    private long keep(Idle idle, long aheadNs) {
        long dueNs = clock.nowNs() + aheadNs;
        turns = 0;
        while (clock.nowNs() < dueNs) {
            idle.idle(dueNs - clock.nowNs());
        }
        return clock.nowNs() - dueNs;
    }

    @Test
    void a_thread_that_spins_or_yields_never_parks_and_is_late_by_a_turn() {
        for (Waiting waiting : List.of(Waiting.SPIN, Waiting.YIELD)) {
            lateNs = 50 * US;
            assertThat(keep(waiting.over(this::park, clock), 1_000 * US))
                    .as("%s", waiting)
                    .isLessThan(US);
        }
        assertThat(parked).isEmpty();
    }

    @Test
    void a_thread_that_parks_is_late_by_a_wake_up() {
        lateNs = 50 * US;
        assertThat(keep(Waiting.PARK.over(this::park, clock), 1_000 * US)).isEqualTo(50 * US);
        assertThat(parked).containsExactly(1_000 * US);
    }

    @Test
    void an_adaptive_one_spends_what_wake_ups_cost_and_is_mostly_in_time() {
        Idle idle = new AdaptiveIdle(this::park, clock, MOST_NS);
        for (long wakeUpNs : new long[] {10 * US, 60 * US, 20 * US}) {
            lateNs = wakeUpNs;
            for (int i = 0; i < 200; i++) {
                keep(idle, 1_000 * US);
            }
            int inTime = 0;
            for (int i = 0; i < 200; i++) {
                inTime += keep(idle, 1_000 * US) <= US ? 1 : 0;
                assertThat(turns * US).as("spent at %d", wakeUpNs).isLessThan(US + 5 * US);
            }
            assertThat(inTime).as("in time at %d", wakeUpNs).isGreaterThanOrEqualTo(170);
        }
    }

    @Test
    void it_does_not_park_for_what_is_nearer_than_a_wake_up_nor_spin_for_what_is_far() {
        lateNs = 40 * US;
        Idle idle = new AdaptiveIdle(this::park, clock, MOST_NS);
        for (int i = 0; i < 300; i++) {
            keep(idle, 1_000 * US);
        }
        parked.clear();
        keep(idle, 70 * US);
        assertThat(parked).isEmpty();
        for (int i = 0; i < 300; i++) {
            idle.idle(Long.MAX_VALUE);
        }
        parked.clear();
        keep(idle, 120 * US);
        assertThat(parked).as("waits for nothing say nothing of wake-ups").hasSize(1);
    }

    @Test
    void on_a_host_that_wakes_nobody_in_time_it_spends_next_to_nothing() {
        lateNs = 3_000 * US;
        Idle idle = new AdaptiveIdle(this::park, clock, MOST_NS);
        for (int i = 0; i < 1_000; i++) {
            keep(idle, 4_000 * US);
        }
        parked.clear();
        keep(idle, 4_000 * US);
        assertThat(parked.getFirst()).isGreaterThan(4_000 * US - MOST_NS / 10);
    }

    @Test
    void an_answer_that_wakes_it_before_says_nothing_of_wake_ups() {
        Idle idle = new AdaptiveIdle(this::park, clock, MOST_NS);
        answered = true;
        for (int i = 0; i < 100; i++) {
            idle.idle(1_000 * US);
        }
        assertThat(parked).containsOnly(1_000 * US - MOST_NS / 2);
    }
}
