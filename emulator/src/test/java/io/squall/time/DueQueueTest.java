package io.squall.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DueQueueTest {
    private record Entry(long dueNs, long payload) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void entries_leave_in_the_order_of_their_instants_as_a_sorted_list_would_let_them(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DueQueue queue = new DueQueue(4);
        List<Entry> oracle = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (oracle.isEmpty() || random.nextInt(100) < 53) {
                Entry entry = new Entry(random.nextLong(-50, 50), step);
                queue.add(entry.dueNs, entry.payload);
                oracle.add(entry);
            } else {
                long dueNs = oracle.stream().mapToLong(Entry::dueNs).min().orElseThrow();
                assertThat(queue.nextDueNs()).isEqualTo(dueNs);
                Entry left = new Entry(dueNs, queue.poll());
                // Among equal instants any order will do, as long as it is one of them, and only once.
                assertThat(oracle.remove(left)).as("%s", left).isTrue();
            }
            assertThat(queue.size()).isEqualTo(oracle.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1_000, 4_097})
    void everything_that_went_in_comes_out_sorted(int entries) {
        SplittableRandom random = new SplittableRandom(entries);
        DueQueue queue = new DueQueue(1);
        List<Entry> expected = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            Entry entry = new Entry(random.nextLong(), i);
            queue.add(entry.dueNs, entry.payload);
            expected.add(entry);
        }
        expected.sort(Comparator.comparingLong(Entry::dueNs));
        List<Entry> left = new ArrayList<>();
        while (queue.size() > 0) {
            left.add(new Entry(queue.nextDueNs(), queue.poll()));
        }
        assertThat(left).isEqualTo(expected);
    }

    @Test
    void equal_instants_leave_in_the_same_order_in_every_run() {
        assertThat(orderOfEqualInstants())
                .isEqualTo(orderOfEqualInstants())
                .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L);
    }

    private static List<Long> orderOfEqualInstants() {
        DueQueue queue = new DueQueue(8);
        for (long payload = 0; payload < 6; payload++) {
            queue.add(7, payload);
        }
        List<Long> order = new ArrayList<>();
        while (queue.size() > 0) {
            order.add(queue.poll());
        }
        return order;
    }

    @Test
    void an_empty_queue_is_never_due() {
        DueQueue queue = new DueQueue(0);
        assertThat(queue.nextDueNs()).isEqualTo(Actor.NEVER);
        queue.add(3, 33);
        assertThat(queue.poll()).isEqualTo(33);
        assertThat(queue.nextDueNs()).isEqualTo(Actor.NEVER);
        assertThat(queue.size()).isZero();
    }

    @Test
    void an_entry_due_at_the_end_of_time_is_kept() {
        DueQueue queue = new DueQueue(2);
        queue.add(Long.MAX_VALUE, 1);
        queue.add(Long.MIN_VALUE, 2);
        assertThat(queue.poll()).isEqualTo(2);
        assertThat(queue.size()).isEqualTo(1);
    }
}
