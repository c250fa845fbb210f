package io.squall.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.squall.record.Recorder;
import io.squall.record.Timeline;
import io.squall.verdict.Starvation.Span;
import io.squall.verdict.Starvation.State;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of 10 cuts, a hold of 30, 4 probes a cut of 100 ms, as in the definition of STARVED. */
class StarvationTest {
    private static final long CUT_NS = Timeline.CUT_NS;
    private static final int WINDOW = 10;
    private static final int HOLD = 30;
    private static final int PROBES = 4;
    /** The first probe of a cut is intended this long after its start. */
    private static final long OFFSET_NS = 7_000_000;

    private final Starvation starvation = new Starvation(WINDOW * CUT_NS, HOLD * CUT_NS);

    /**
     * Feeds cuts until there are {@code end}.
     *
     * @param answered of the probes of a cut
     */
    private void feedTo(int end, IntUnaryOperator answered) {
        for (int cut = starvation.decidedCuts(); cut < end; cut++) {
            feed(PROBES, answered.applyAsInt(cut), true);
        }
    }

    private void feed(int sent, int answered, boolean trusted) {
        int cut = starvation.decidedCuts();
        // The answered ones come first in their cut.
        long unanswered = answered == sent ? Recorder.NONE : cut * CUT_NS + (answered + 1) * OFFSET_NS;
        starvation.accept(sent, answered, unanswered, trusted);
    }

    private static long firstProbeNs(int cut) {
        return cut * CUT_NS + OFFSET_NS;
    }

    private static IntUnaryOperator dark(int from, int to) {
        return cut -> cut >= from && cut < to ? 0 : PROBES;
    }

    @Test
    void a_class_whose_probes_are_answered_is_healthy() {
        feedTo(200, _ -> PROBES);
        assertThat(starvation.state()).isEqualTo(State.HEALTHY);
        assertThat(starvation.spans()).isEmpty();
        assertThat(starvation.brownOutNs()).isZero();
        assertThat(starvation.latest()).isEqualTo(1);
    }

    @Test
    void it_takes_two_consecutive_disjoint_windows_at_half_or_less() {
        // From cut 100 on all is lost: the windows [95, 105) and [105, 115) are the first two at half or less.
        feedTo(114, dark(100, 1_000));
        assertThat(starvation.state()).isEqualTo(State.BROWN_OUT);
        feedTo(115, dark(100, 1_000));
        assertThat(starvation.state()).isEqualTo(State.STARVED);
        assertThat(starvation.spans()).containsExactly(new Span(firstProbeNs(100), Span.OPEN));
    }

    @Test
    void it_is_dated_back_to_the_first_unanswered_probe_of_the_first_window_so_that_it_never_precedes_its_cause() {
        // One probe was lost in cut 97, which lies in the first of the two windows; one in cut 90, which does not.
        feedTo(120, cut -> cut == 97 || cut == 90 ? PROBES - 1 : cut >= 100 ? 0 : PROBES);
        assertThat(starvation.spans()).containsExactly(new Span(97 * CUT_NS + PROBES * OFFSET_NS, Span.OPEN));
    }

    @Test
    void exactly_half_is_starved_and_a_single_answer_more_in_every_window_is_not() {
        feedTo(300, cut -> cut < 100 ? PROBES : PROBES / 2);
        assertThat(starvation.state()).isEqualTo(State.STARVED);

        Starvation better = new Starvation(WINDOW * CUT_NS, HOLD * CUT_NS);
        for (int cut = 0; cut < 300; cut++) {
            int answered = cut < 100 ? PROBES : PROBES / 2 + (cut % WINDOW == 0 ? 1 : 0);
            better.accept(PROBES, answered, answered == PROBES ? Recorder.NONE : cut * CUT_NS, true);
        }
        assertThat(better.spans()).isEmpty();
        assertThat(better.state()).isEqualTo(State.BROWN_OUT);
    }

    @Test
    void a_gap_that_does_not_bring_both_windows_to_half_is_a_brown_out() {
        feedTo(300, dark(100, 109));
        assertThat(starvation.spans()).isEmpty();
        assertThat(starvation.brownOutNs()).isPositive();
    }

    @Test
    void a_gap_of_a_whole_window_brings_two_windows_to_half() {
        feedTo(300, dark(100, 110));
        assertThat(starvation.spans()).hasSize(1);
        assertThat(starvation.spans().getFirst().enteredNs()).isEqualTo(firstProbeNs(100));
    }

    @Test
    void it_leaves_when_all_windows_of_the_hold_are_healthy_dated_back_to_the_start_of_the_hold() {
        // The first window without a lost probe is [150, 160). The hold is over when A_w was good from 160 to 190.
        feedTo(189, dark(100, 150));
        assertThat(starvation.state()).isEqualTo(State.STARVED);
        feedTo(190, dark(100, 150));
        assertThat(starvation.state()).isEqualTo(State.HEALTHY);
        assertThat(starvation.spans()).containsExactly(new Span(firstProbeNs(100), 160 * CUT_NS));
    }

    @Test
    void availability_of_95_percent_lets_it_leave_and_less_does_not() {
        // Two lost probes in each window of 40 are exactly .95.
        feedTo(400, cut -> cut < 100 ? PROBES : cut < 150 ? 0 : cut % 5 == 0 ? PROBES - 1 : PROBES);
        assertThat(starvation.state()).isEqualTo(State.HEALTHY);

        Starvation worse = new Starvation(WINDOW * CUT_NS, HOLD * CUT_NS);
        for (int cut = 0; cut < 1_000; cut++) {
            int answered = cut < 100 ? PROBES : cut < 150 ? 0 : cut % 3 == 0 ? PROBES - 1 : PROBES;
            worse.accept(PROBES, answered, answered == PROBES ? Recorder.NONE : cut * CUT_NS, true);
        }
        assertThat(worse.state()).isEqualTo(State.STARVED);
        assertThat(worse.spans()).hasSize(1);
        assertThat(worse.spans().getFirst().isOpen()).isTrue();
    }

    @Test
    void a_dip_during_the_hold_begins_it_anew() {
        feedTo(400, cut -> cut >= 100 && cut < 150 ? 0 : cut == 180 ? 0 : PROBES);
        // The dip of cut 180 spoils the windows that end in (180, 190]; the hold counts from 191 on.
        assertThat(starvation.spans()).containsExactly(new Span(firstProbeNs(100), 191 * CUT_NS));
    }

    @Test
    void it_can_be_starved_again_and_the_two_spans_do_not_touch() {
        feedTo(600, cut -> (cut >= 100 && cut < 150) || (cut >= 300 && cut < 350) ? 0 : PROBES);
        assertThat(starvation.spans())
                .containsExactly(new Span(firstProbeNs(100), 160 * CUT_NS), new Span(firstProbeNs(300), 360 * CUT_NS));
    }

    @Test
    void a_hold_shorter_than_a_window_does_not_make_spans_overlap() {
        Starvation hasty = new Starvation(WINDOW * CUT_NS, CUT_NS);
        for (int cut = 0; cut < 400; cut++) {
            boolean lost = (cut >= 100 && cut < 150) || (cut >= 161 && cut < 200) || cut == 155;
            hasty.accept(40, lost ? cut == 155 ? 39 : 0 : 40, lost ? cut * CUT_NS : Recorder.NONE, true);
        }
        List<Span> spans = hasty.spans();
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).enteredNs())
                    .isGreaterThanOrEqualTo(spans.get(i - 1).leftNs());
        }
        assertThat(spans).hasSizeGreaterThan(1);
    }

    @Test
    void time_in_which_it_was_starved_is_not_brown_out_as_well() {
        feedTo(400, dark(100, 150));
        // Dark from 100 on; A_w falls below .95 at once, and is back at 1 when the span has ended.
        assertThat(starvation.brownOutNs()).isZero();
    }

    @Test
    void time_between_healthy_and_starved_is_brown_out() {
        feedTo(300, cut -> cut >= 100 && cut < 200 ? 3 : PROBES);
        // Below .95 from the first window with three lost probes to the last one: A_w(103) to A_w(207).
        assertThat(starvation.brownOutNs()).isCloseTo(105 * CUT_NS, within(2 * CUT_NS));
        assertThat(starvation.spans()).isEmpty();
    }

    @Test
    void a_window_without_a_probe_is_no_evidence_for_starvation() {
        feedTo(100, _ -> PROBES);
        for (int i = 0; i < 100; i++) {
            feed(0, 0, true);
        }
        assertThat(starvation.state()).isEqualTo(State.HEALTHY);
        assertThat(starvation.availabilityAfter(150)).isNaN();
        assertThat(starvation.latest()).isEqualTo(1);
        assertThat(starvation.spans()).isEmpty();
    }

    @Test
    void a_window_without_a_probe_is_no_evidence_for_recovery() {
        feedTo(150, dark(100, 150));
        for (int i = 0; i < 100; i++) {
            feed(0, 0, true);
        }
        assertThat(starvation.state()).isEqualTo(State.STARVED);
    }

    @Test
    void probes_rarer_than_a_cut_are_judged_by_their_windows() {
        // One probe in ten cuts, windows of 50 cuts: the scale of a scrape every second and w = 5 s.
        Starvation rare = new Starvation(50 * CUT_NS, 150 * CUT_NS);
        for (int cut = 0; cut < 1_000; cut++) {
            boolean probe = cut % 10 == 3;
            boolean lost = probe && cut >= 300 && cut < 500;
            rare.accept(probe ? 1 : 0, probe && !lost ? 1 : 0, lost ? cut * CUT_NS : Recorder.NONE, true);
        }
        assertThat(rare.spans()).hasSize(1);
        assertThat(rare.spans().getFirst().enteredNs()).isEqualTo(303 * CUT_NS);
        // The last lost probe is that of cut 493; from 544 on no window holds it.
        assertThat(rare.spans().getFirst().leftNs()).isEqualTo(544 * CUT_NS);
    }

    @Test
    void cuts_that_are_not_to_be_trusted_are_no_evidence() {
        feedTo(100, _ -> PROBES);
        for (int i = 0; i < 200; i++) {
            feed(PROBES, 0, false);
        }
        assertThat(starvation.spans()).isEmpty();
        assertThat(starvation.state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void a_window_most_of_whose_cuts_are_not_to_be_trusted_is_no_evidence_even_beside_one_that_is() {
        // Ten trusted dark cuts, then one trusted dark cut among nine that are not.
        Starvation mixed = new Starvation(WINDOW * CUT_NS, HOLD * CUT_NS);
        for (int cut = 0; cut < 20; cut++) {
            mixed.accept(PROBES, 0, cut * CUT_NS, cut < 10 || cut == 19);
        }
        assertThat(mixed.spans()).isEmpty();
    }

    @Test
    void trusted_cuts_decide_where_they_are_the_most() {
        Starvation mixed = new Starvation(WINDOW * CUT_NS, HOLD * CUT_NS);
        for (int cut = 0; cut < 40; cut++) {
            mixed.accept(PROBES, 0, cut * CUT_NS, cut % 5 > 1);
        }
        // The probes of the untrusted cuts 0 and 1 are not the first unanswered ones: that of cut 2 is.
        assertThat(mixed.spans()).containsExactly(new Span(2 * CUT_NS, Span.OPEN));
    }

    @Test
    void a_class_that_is_dark_from_the_first_probe_is_starved_from_the_first_probe() {
        feedTo(100, _ -> 0);
        assertThat(starvation.spans()).containsExactly(new Span(firstProbeNs(0), Span.OPEN));
    }

    @Test
    void a_window_shorter_than_a_cut_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Starvation(CUT_NS - 1, CUT_NS))
                .withMessage("a window lasts a cut or more, not 99999999 ns");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void it_finds_the_spans_that_the_definition_taken_literally_finds(long seed) {
        int cuts = 3_000;
        SplittableRandom random = new SplittableRandom(seed);
        int[] sent = new int[cuts];
        int[] answered = new int[cuts];
        double level = 1;
        for (int cut = 0; cut < cuts; cut++) {
            level = random.nextInt(60) == 0 ? random.nextInt(5) / 4.0 : level;
            sent[cut] = random.nextInt(6);
            for (int i = 0; i < sent[cut]; i++) {
                answered[cut] += random.nextDouble() < level ? 1 : 0;
            }
            feed(sent[cut], answered[cut], true);
        }
        assertThat(starvation.spans()).isEqualTo(byDefinition(sent, answered));
        assertThat(starvation.spans()).hasSizeGreaterThan(3);
    }

    /** Straight from the definition, with every window added up anew. */
    private static List<Span> byDefinition(int[] sent, int[] answered) {
        List<Span> spans = new ArrayList<>();
        long entered = -1;
        for (int end = 1; end <= sent.length; end++) {
            if (entered < 0) {
                boolean both =
                        availability(sent, answered, end) <= 0.5 && availability(sent, answered, end - WINDOW) <= 0.5;
                for (int cut = end - 2 * WINDOW; both && entered < 0; cut++) {
                    entered = answered[cut] < sent[cut] ? cut * CUT_NS + (answered[cut] + 1) * OFFSET_NS : -1;
                }
            } else {
                boolean healthy = true;
                for (int back = 0; back <= HOLD; back++) {
                    healthy &= availability(sent, answered, end - back) >= 0.95;
                }
                if (healthy) {
                    spans.add(new Span(entered, (end - HOLD) * CUT_NS));
                    entered = -1;
                }
            }
        }
        if (entered >= 0) {
            spans.add(new Span(entered, Span.OPEN));
        }
        return spans;
    }

    private static double availability(int[] sent, int[] answered, int end) {
        long all = 0;
        long good = 0;
        for (int cut = end - WINDOW; cut < end; cut++) {
            if (cut < 0) {
                return Double.NaN;
            }
            all += sent[cut];
            good += answered[cut];
        }
        return all == 0 ? Double.NaN : good / (double) all;
    }
}
