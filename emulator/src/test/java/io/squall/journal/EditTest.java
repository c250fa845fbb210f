package io.squall.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.record.Event;
import io.squall.wire.Attempt;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The laws of each change to a reel. */
class EditTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000_000_000;
    private static final long END_NS = 2 * S;
    private static final long BOTH = 3;
    private static final Pace AS_RECORDED = new Pace.Speed(1);

    /** Departures of two classes at growing distances, each given up 100 ms later. */
    private static Strip strip() {
        Strip strip = new Strip();
        for (int i = 0; i < 40; i++) {
            long intendedNs = (long) i * i * MS;
            long attempt = Attempt.of(i & 1, i % 5, 1 + i / 5);
            strip.sent(attempt, i % 3 == 0, intendedNs);
            strip.gaveUp(attempt, intendedNs, intendedNs + 100 * MS);
        }
        return strip;
    }

    private static List<Strip.Step> steps(Edit edit, int trafficClass, long endNs) {
        return Strip.of(edit.of(strip()::reel, trafficClass, trafficClass, endNs));
    }

    private static List<Strip.Step> departures(Edit edit, int trafficClass, long endNs) {
        return steps(edit, trafficClass, endNs).stream()
                .filter(step -> step.event() != Event.TIMED_OUT)
                .toList();
    }

    private static LongStream instants(List<Strip.Step> steps) {
        return steps.stream().mapToLong(Strip.Step::intendedNs);
    }

    private static void assertInOrder(List<Strip.Step> steps) {
        assertThat(steps.stream().map(step -> step.event() == Event.TIMED_OUT ? step.atNs() : step.intendedNs()))
                .isSorted();
    }

    private static Edit edit(int loops, Pace pace, int copies) {
        return new Edit(0, END_NS, BOTH, false, loops, pace, copies);
    }

    @Test
    void a_whole_reel_tells_the_same_steps_in_the_order_in_which_they_are_due() {
        List<Strip.Step> told = steps(edit(1, AS_RECORDED, 1), 1, END_NS);
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(strip().steps().stream()
                        .filter(step -> Attempt.trafficClass(step.attempt()) == 1)
                        .toList());
        assertInOrder(told);
        assertThat(edit(1, AS_RECORDED, 1).isWhole(END_NS)).isTrue();
        assertThat(edit(2, AS_RECORDED, 1).isWhole(END_NS)).isFalse();
    }

    @Test
    void steps_of_one_instant_stay_in_their_recorded_order() {
        Strip tie = new Strip();
        IntStream.of(3, 1, 2, 0).forEach(source -> tie.sent(Attempt.of(0, source, 1), true, 5 * MS));
        Edit whole = edit(1, AS_RECORDED, 1);
        assertThat(Strip.of(whole.of(tie::reel, 0, 0, END_NS)).stream().map(step -> Attempt.source(step.attempt())))
                .containsExactly(3, 1, 2, 0);
    }

    @Test
    void what_a_late_thread_did_at_once_comes_when_it_was_intended() {
        Strip late = new Strip()
                .gaveUp(Attempt.of(0, 9, 1), 0, 4 * MS)
                .sent(Attempt.of(0, 1, 1), true, 3 * MS)
                .sent(Attempt.of(0, 2, 1), true, 5 * MS);
        for (int i = 0; i < 3_000; i++) {
            late.sent(Attempt.of(0, 3, i + 1), true, 6 * MS + i);
        }
        List<Strip.Step> told = Strip.of(edit(1, AS_RECORDED, 1).of(late::reel, 0, 0, END_NS));
        assertThat(told).hasSize(3_003);
        assertInOrder(told);
    }

    @Test
    void a_window_begins_at_0_and_holds_what_was_intended_in_it_and_when_that_was_given_up() {
        Edit window = new Edit(100 * MS, 400 * MS, BOTH, false, 1, AS_RECORDED, 1);
        List<Strip.Step> told = steps(window, 0, 300 * MS);
        assertThat(instants(told).distinct()).containsExactly(0L, 44 * MS, 96 * MS, 156 * MS, 224 * MS);
        assertThat(told)
                .filteredOn(step -> step.event() == Event.TIMED_OUT)
                .hasSize(5)
                .allMatch(step -> step.atNs() == step.intendedNs() + 100 * MS);
    }

    @Test
    void a_class_that_was_not_chosen_takes_no_part_in_a_constant_rate() {
        Edit one = new Edit(0, END_NS, 2, false, 1, new Pace.Constant(100), 1);
        assertThat(instants(departures(one, 1, END_NS))).hasSize(20).startsWith(0L, 10 * MS, 20 * MS);
        assertThat(departures(one, 0, END_NS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.1", "1", "3", "10", "100"})
    void at_a_speed_every_instant_is_divided_by_it(double speed) {
        List<Strip.Step> recorded = steps(edit(1, AS_RECORDED, 1), 0, END_NS);
        List<Strip.Step> told = steps(edit(1, new Pace.Speed(speed), 1), 0, (long) (END_NS / speed));
        assertThat(told).hasSameSizeAs(recorded);
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i).intendedNs())
                    .isEqualTo((long) (recorded.get(i).intendedNs() / speed));
            assertThat(told.get(i).atNs()).isEqualTo((long) (recorded.get(i).atNs() / speed));
        }
    }

    @Test
    void at_a_constant_rate_the_nth_departure_of_all_classes_is_at_n_over_the_rate() {
        Edit constant = edit(3, new Pace.Constant(30), 1);
        long[] both = LongStream.concat(instants(steps(constant, 0, 4 * S)), instants(steps(constant, 1, 4 * S)))
                .sorted()
                .toArray();
        assertThat(both).hasSize(120);
        for (int n = 0; n < both.length; n++) {
            assertThat(both[n]).isEqualTo((long) (n * (1e9 / 30)));
        }
    }

    @Test
    void the_nth_pass_of_a_loop_is_n_periods_later_and_its_attempts_are_new_ones() {
        List<Strip.Step> once = departures(edit(1, AS_RECORDED, 1), 0, END_NS);
        List<Strip.Step> told = departures(edit(3, AS_RECORDED, 1), 0, 3 * END_NS);
        assertThat(told).hasSize(3 * once.size());
        for (int i = 0; i < told.size(); i++) {
            Strip.Step like = once.get(i % once.size());
            assertThat(told.get(i).intendedNs()).isEqualTo(like.intendedNs() + i / once.size() * END_NS);
            assertThat(Attempt.source(told.get(i).attempt())).isEqualTo(Attempt.source(like.attempt()));
        }
        assertThat(told.stream().map(Strip.Step::attempt)).doesNotHaveDuplicates();
        assertInOrder(steps(edit(3, AS_RECORDED, 1), 0, 3 * END_NS));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 1", "7, 3"})
    void amplified_k_times_each_interval_holds_k_departures_of_k_sources_evenly_spread(int copies, int loops) {
        long endNs = loops * END_NS;
        List<Strip.Step> recorded = departures(edit(loops, AS_RECORDED, 1), 1, endNs);
        List<Strip.Step> told = departures(edit(loops, AS_RECORDED, copies), 1, endNs);
        assertThat(told).hasSize(copies * recorded.size());
        for (int n = 0; n < recorded.size(); n++) {
            long fromNs = recorded.get(n).intendedNs();
            long gapNs = (n + 1 < recorded.size() ? recorded.get(n + 1).intendedNs() : endNs) - fromNs;
            for (int k = 0; k < copies; k++) {
                Strip.Step copy = told.get(n * copies + k);
                assertThat(copy.intendedNs()).isEqualTo(fromNs + gapNs * k / copies);
                assertThat(copy.firstTry()).isEqualTo(recorded.get(n).firstTry());
                assertThat(Attempt.source(copy.attempt()))
                        .isEqualTo(Attempt.source(recorded.get(n).attempt()) * copies + k);
            }
        }
        assertInOrder(told);
        assertThat(told.stream().map(Strip.Step::attempt)).doesNotHaveDuplicates();
    }

    @Test
    void amplified_at_a_constant_rate_the_rate_is_that_of_all_copies_together() {
        List<Strip.Step> told = departures(new Edit(0, END_NS, 1, false, 1, new Pace.Constant(100), 4), 0, 800 * MS);
        assertThat(instants(told))
                .hasSize(80)
                .containsExactly(
                        LongStream.range(0, 80).map(n -> n * 10 * MS).boxed().toArray(Long[]::new));
    }

    @Test
    void first_tries_alone_can_be_told_and_another_class_can_take_their_place() {
        Edit first = new Edit(0, END_NS, BOTH, true, 1, AS_RECORDED, 1);
        List<Strip.Step> told = Strip.of(first.of(strip()::reel, 0, 5, END_NS));
        assertThat(told).hasSize(7).allMatch(Strip.Step::firstTry).allMatch(step -> step.event() == Event.SENT);
        assertThat(told).allMatch(step -> Attempt.trafficClass(step.attempt()) == 5);
    }

    @Test
    void a_step_allocates_nothing() {
        Reel endless = new Reel() {
            private long n;

            @Override
            public boolean advance() {
                return ++n < 2_000_000;
            }

            @Override
            public Event event() {
                return n % 4 == 0 ? Event.TIMED_OUT : Event.SENT;
            }

            @Override
            public long attempt() {
                return Attempt.of(0, (int) (n % 1_000), (int) n);
            }

            @Override
            public boolean isFirstTry() {
                return true;
            }

            @Override
            public long intendedNs() {
                return n * MS / 100;
            }

            @Override
            public long atNs() {
                return n * MS / 100;
            }
        };
        Reel reel = new Edit(0, 3_600 * S, 1, false, 1, new Pace.Speed(10), 3).of(() -> endless, 0, 0, 3_600 * S);
        Checksum checksum = new Checksum();
        for (int i = 0; i < 100_000 && reel.advance(); i++) {
            checksum.add(reel);
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        while (reel.advance()) {
            checksum.add(reel);
        }
        assertThat(checksum.count()).isGreaterThan(4_000_000);
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / (double) checksum.count())
                .isLessThan(0.5);
    }
}
