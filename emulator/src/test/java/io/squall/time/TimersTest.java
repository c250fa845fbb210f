package io.squall.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimersTest {
    private static final int OWNERS = 200;

    /** SplitMix64, so that the sequence is the same for ever. */
    private long state = 42;

    private int random(int bound) {
        state += 0x9E3779B97F4A7C15L;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) Long.remainderUnsigned(z ^ (z >>> 31), bound);
    }

    @Test
    void they_fire_in_the_order_of_a_sorted_map_whatever_was_re_armed_or_withdrawn() {
        Timers timers = new Timers(OWNERS);
        TreeMap<Long, Integer> oracle = new TreeMap<>();
        long[] armed = new long[OWNERS];
        for (int step = 0; step < 200_000; step++) {
            int owner = random(OWNERS);
            switch (random(4)) {
                case 0, 1 -> {
                    oracle.remove(armed[owner]);
                    armed[owner] = (long) random(1 << 30) * OWNERS + owner;
                    timers.arm(owner, armed[owner]);
                    oracle.put(armed[owner], owner);
                }
                case 2 -> {
                    timers.disarm(owner);
                    oracle.remove(armed[owner]);
                }
                default -> {
                    if (!oracle.isEmpty()) {
                        assertThat(timers.isDue(oracle.firstKey() - 1)).isFalse();
                        assertThat(timers.isDue(oracle.firstKey())).isTrue();
                        assertThat(timers.nextDueNs()).isEqualTo(oracle.firstKey());
                        assertThat(timers.poll())
                                .isEqualTo(oracle.pollFirstEntry().getValue());
                    }
                }
            }
            assertThat(timers.nextDueNs()).isLessThanOrEqualTo(oracle.isEmpty() ? Actor.NEVER : oracle.firstKey());
        }
    }

    @Test
    void an_owner_that_re_arms_for_ever_needs_no_more_memory() {
        Timers timers = new Timers(1);
        for (int i = 0; i < 1_000_000; i++) {
            timers.arm(0, i);
        }
        assertThat(timers.isDue(1_000_000)).isTrue();
        assertThat(timers.poll()).isZero();
        assertThat(timers.nextDueNs()).isEqualTo(Actor.NEVER);
    }
}
