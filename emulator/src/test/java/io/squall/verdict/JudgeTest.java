package io.squall.verdict;

import static io.squall.verdict.Made.MS;
import static io.squall.verdict.Made.S;
import static io.squall.verdict.Made.TRIGGER_END_NS;
import static io.squall.verdict.Made.TRIGGER_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.squall.scenario.Expectation;
import io.squall.verdict.Starvation.Span;
import io.squall.verdict.Verdict.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final List<String> METRICS = List.of("metrics");

    @Test
    void a_run_in_which_nothing_starved_and_nothing_was_expected_passes() {
        Verdict verdict = new Made().healthy("metrics").judged();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.reasons()).containsExactly("no control class was starved");
        assertThat(verdict.recovery()).isEqualTo(Recovery.NEVER_STARVED);
    }

    @Test
    void starvation_that_was_not_expected_fails_and_names_class_and_cause() {
        Verdict verdict =
                new Made().dark("metrics", TRIGGER_NS, 30 * S).healthy("dns").judged();
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reasons())
                .containsExactly("metrics was STARVED, by the queue of boundary (100 % of all offered legs dropped)");
    }

    @Test
    void starvation_that_was_expected_passes_and_says_that_it_was() {
        Verdict verdict = new Made()
                .dark("metrics", TRIGGER_NS, 60 * S)
                .healthy("dns")
                .expect(METRICS, null, 0)
                .judged();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.reasons()).containsExactly("metrics STARVED: as this scenario expects");
    }

    @Test
    void the_sentence_says_that_it_did_not_recover_by_itself_where_that_is_expected() {
        Verdict verdict = new Made()
                .dark("metrics", TRIGGER_NS, 60 * S)
                .dark("dns", TRIGGER_NS, 60 * S)
                .expect(List.of("metrics", "dns"), false, 0)
                .judged();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.reasons())
                .containsExactly("metrics, dns STARVED, did not recover by itself: as this scenario expects");
    }

    @Test
    void the_sentence_says_that_it_recovered_by_itself_where_that_is_expected() {
        Verdict verdict = new Made()
                .dark("metrics", TRIGGER_NS, 20 * S)
                .expect(METRICS, true, 0)
                .judged();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.reasons()).containsExactly("metrics STARVED, recovered by itself: as this scenario expects");
    }

    @Test
    void starvation_that_was_expected_and_did_not_come_fails() {
        Verdict verdict = new Made().healthy("metrics").expect(METRICS, null, 0).judged();
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reasons()).containsExactly("metrics was not starved, although this scenario expects it");
    }

    @Test
    void a_recovery_other_than_the_expected_one_fails() {
        Verdict recovered = new Made()
                .dark("metrics", TRIGGER_NS, 20 * S)
                .expect(METRICS, false, 0)
                .judged();
        assertThat(recovered.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(recovered.reasons())
                .containsExactly("it recovered by itself, although this scenario expects that it does not");

        Verdict stayed = new Made()
                .dark("metrics", TRIGGER_NS, 60 * S)
                .expect(METRICS, true, 0)
                .judged();
        assertThat(stayed.reasons())
                .containsExactly("it did not recover by itself, although this scenario expects that it does");
    }

    @ParameterizedTest
    @CsvSource({
        "30, 25, ''",
        "30, 40, ' recovered by itself'",
        "60, 25, ' did not recover'",
    })
    void a_class_is_to_come_back_after_the_mitigation_that_is_named(long lightS, long mendedS, String otherwise) {
        Verdict verdict = new Made()
                .dark("metrics", TRIGGER_NS, lightS * S)
                .mitigatedAt(mendedS * S)
                .expect(new Expectation(METRICS, null, Map.of("metrics", "mend"), 0))
                .judged();
        assertThat(verdict.outcome()).isEqualTo(otherwise.isEmpty() ? Outcome.PASS : Outcome.FAIL);
        assertThat(verdict.reasons().getFirst())
                .isEqualTo(
                        otherwise.isEmpty()
                                ? "metrics STARVED: as this scenario expects"
                                : "metrics" + otherwise
                                        + ", although this scenario expects that it recovers after mend");
    }

    @Test
    void a_recovery_of_its_own_is_named_once() {
        Verdict verdict = new Made()
                .dark("metrics", TRIGGER_NS, 20 * S)
                .expect(new Expectation(METRICS, false, Map.of("metrics", "mend"), 0))
                .judged();
        assertThat(verdict.reasons())
                .containsExactly(
                        "metrics recovered by itself, although this scenario expects that it recovers after mend");
    }

    @Test
    void a_class_that_must_not_starve_has_to_deliver_what_is_expected() {
        // Every 40th probe is lost: 97.5 %.
        Made made = new Made().probe("metrics", ns -> ns / Made.PERIOD_NS % 40 != 0);
        Verdict verdict = made.expect(List.of(), null, 0.99).judged();
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reasons()).containsExactly("metrics delivered 97.50 %, less than the expected 99.00 %");
    }

    @Test
    void a_class_that_is_expected_to_starve_need_not_deliver() {
        Verdict verdict = new Made()
                .dark("metrics", TRIGGER_NS, 60 * S)
                .expect(METRICS, null, 0.99)
                .judged();
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_run_in_which_no_probe_was_ever_answered_is_a_result_and_not_an_error() {
        Made made = new Made().dark("metrics", 0, 60 * S).dark("dns", 0, 60 * S);
        Verdict verdict = made.judged();
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        for (ClassFinding control : verdict.controls()) {
            assertThat(control.delivery()).isZero();
            assertThat(control.spans()).containsExactly(new Span(0, Span.OPEN));
            assertThat(control.starvedNs()).isEqualTo(60 * S);
            assertThat(control.blindNs()).isEqualTo(60 * S - 150 * MS);
            assertThat(control.worstGapNs()).isEqualTo(60 * S);
            assertThat(control.stormLoss()).hasValue(1);
            assertThat(control.timeToRecoverNs()).isEmpty();
        }
    }

    @Test
    void the_dates_of_a_class_are_instants_of_its_probes_and_counted_from_the_trigger() {
        ClassFinding found = new Made().dark("metrics", 12 * S, 30 * S).finding("metrics");
        // The last lost probe is that of 29.95 s; the first window without it ends at 31 s.
        assertThat(found.spans()).containsExactly(new Span(12 * S, 31 * S));
        assertThat(found.timeToStarveNs()).hasValue(12 * S - TRIGGER_NS);
        assertThat(found.timeToRecoverNs()).hasValue(31 * S - TRIGGER_END_NS);
        assertThat(found.overhang().orElseThrow()).isCloseTo(20, within(1e-9));
        assertThat(found.starvedNs()).isEqualTo(19 * S);
        assertThat(found.isStarvedAtTheEnd()).isFalse();
        // The newest sample is that of 11.95 s; blind from 150 ms after it until the answer to that of 30 s.
        assertThat(found.blindNs()).isEqualTo((30_020 - 12_100) * MS);
        assertThat(found.worstGapNs()).isEqualTo((30_020 - 11_950) * MS);
        assertThat(found.delivery()).isCloseTo(42.0 / 60, within(1e-9));
    }

    @Test
    void without_a_trigger_nothing_is_counted_from_it() {
        ClassFinding found =
                new Made().withoutTrigger().dark("metrics", 12 * S, 30 * S).finding("metrics");
        assertThat(found.timeToStarveNs()).isEmpty();
        assertThat(found.timeToRecoverNs()).isEmpty();
        assertThat(found.overhang()).isEmpty();
        assertThat(found.stormLoss()).isEmpty();
        assertThat(found.spans()).hasSize(1);
    }

    @Test
    void the_loss_in_the_storm_is_that_from_the_trigger_to_the_first_mitigation() {
        Made made =
                new Made().dark("metrics", 15 * S, 60 * S).mitigatedAt(20 * S).mitigatedAt(50 * S);
        assertThat(made.finding("metrics").stormLoss().orElseThrow()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void the_isolation_index_compares_the_99th_percentile_in_the_storm_with_that_before() {
        // Answers take 20 ms; those that do not come count at 250 ms, from 11 s to 40 s.
        ClassFinding found = new Made().dark("metrics", 15 * S, 16 * S).finding("metrics");
        assertThat(found.isolation().orElseThrow()).isCloseTo(12.5, within(0.05));
        assertThat(new Made().healthy("metrics").finding("metrics").isolation().orElseThrow())
                .isEqualTo(1);
    }

    // Recovery

    @Test
    void a_run_has_recovered_when_every_starved_class_left_by_itself() {
        Made made = new Made()
                .dark("metrics", TRIGGER_NS, 14 * S)
                .dark("dns", TRIGGER_NS, 20 * S)
                .healthy("auth");
        assertThat(made.judged().recovery()).isEqualTo(Recovery.RECOVERED);
    }

    @Test
    void it_has_recovered_by_itself_if_a_mitigation_came_only_after_that() {
        assertThat(new Made()
                        .dark("metrics", TRIGGER_NS, 14 * S)
                        .mitigatedAt(16 * S)
                        .judged()
                        .recovery())
                .isEqualTo(Recovery.RECOVERED);
    }

    @Test
    void it_has_not_recovered_when_it_was_watched_for_ten_triggers() {
        assertThat(new Made()
                        .dark("metrics", TRIGGER_NS, 60 * S)
                        .mitigatedAt(21 * S)
                        .judged()
                        .recovery())
                .isEqualTo(Recovery.NOT_RECOVERED);
    }

    @Test
    void it_is_undetermined_when_a_mitigation_came_before_that() {
        assertThat(new Made()
                        .dark("metrics", TRIGGER_NS, 30 * S)
                        .mitigatedAt(21 * S - 1)
                        .judged()
                        .recovery())
                .isEqualTo(Recovery.UNDETERMINED);
    }

    @Test
    void it_must_be_watched_for_five_times_as_long_as_the_queue_takes_to_drain() {
        // One leg inside, .3/s carried, .075 of it within a deadline, .1/s offered before: 5 · (1 − .075) / (.3 − .1) =
        // 23.1 s.
        assertThat(new Made()
                        .dark("metrics", TRIGGER_NS, 60 * S)
                        .capacity(0.3)
                        .mitigatedAt(34 * S)
                        .judged()
                        .recovery())
                .isEqualTo(Recovery.UNDETERMINED);
        assertThat(new Made()
                        .dark("metrics", TRIGGER_NS, 60 * S)
                        .capacity(0.3)
                        .mitigatedAt(35 * S)
                        .judged()
                        .recovery())
                .isEqualTo(Recovery.NOT_RECOVERED);
    }

    @Test
    void a_queue_that_is_offered_more_than_it_carries_never_drains_so_nothing_is_determined() {
        Made made = new Made().dark("metrics", TRIGGER_NS, 60 * S).capacity(0.3).legsOfOthers(1);
        assertThat(made.judged().recovery()).isEqualTo(Recovery.UNDETERMINED);
    }

    @Test
    void it_is_undetermined_when_the_run_ended_before_that() {
        assertThat(new Made()
                        .dark("metrics", TRIGGER_NS, 60 * S)
                        .stoppedAt(18 * S)
                        .judged()
                        .recovery())
                .isEqualTo(Recovery.UNDETERMINED);
    }

    @Test
    void it_is_undetermined_without_a_trigger_that_could_be_gone() {
        assertThat(new Made()
                        .withoutTrigger()
                        .dark("metrics", TRIGGER_NS, 60 * S)
                        .judged()
                        .recovery())
                .isEqualTo(Recovery.UNDETERMINED);
    }

    @Test
    void one_class_that_stays_starved_is_enough_not_to_have_recovered() {
        Made made = new Made().dark("metrics", TRIGGER_NS, 14 * S).dark("dns", TRIGGER_NS, 60 * S);
        assertThat(made.judged().recovery()).isEqualTo(Recovery.NOT_RECOVERED);
    }

    // Cause

    @Test
    void the_cause_is_the_queue_when_most_unanswered_probes_lost_a_leg_there() {
        Made made = new Made().dark("metrics", TRIGGER_NS, 60 * S).legsOfOthers(6);
        assertThat(made.finding("metrics").cause())
                .isEqualTo("the queue of boundary (100 % of all offered legs dropped)");
    }

    @Test
    void the_cause_is_the_plane_when_no_leg_was_lost() {
        assertThat(new Made()
                        .dark("metrics", TRIGGER_NS, 60 * S)
                        .lostBehindTheBoundary()
                        .finding("metrics")
                        .cause())
                .isEqualTo("the plane");
    }

    @Test
    void the_cause_is_the_host_when_half_of_the_cuts_are_not_to_be_trusted() {
        Made made = new Made()
                .dark("metrics", TRIGGER_NS, 60 * S)
                .lostBehindTheBoundary()
                .untrusted(14 * S, 60 * S);
        assertThat(made.finding("metrics").cause()).isEqualTo("Squall's own host");
    }

    @Test
    void a_class_that_was_never_starved_has_no_cause() {
        assertThat(new Made().healthy("metrics").finding("metrics").cause()).isEmpty();
    }

    @Test
    void on_a_host_that_was_late_throughout_nothing_is_starved() {
        Made made = new Made().dark("metrics", TRIGGER_NS, 60 * S).untrusted(0, 60 * S);
        assertThat(made.finding("metrics").spans()).isEmpty();
    }

    // Congestion

    @Test
    void a_device_that_drops_more_than_a_hundredth_is_congested() {
        // Of a leg in each cut every one is dropped: the device is shut.
        assertThat(new Made().healthy("metrics").legsOfOthers(1).judged().congestedNs())
                .isEqualTo(60 * S);
    }

    @Test
    void time_in_which_nothing_was_offered_is_not_congested() {
        assertThat(new Made().healthy("metrics").judged().congestedNs()).isZero();
        // Legs are lost from 12 s to 30 s only.
        assertThat(new Made().dark("metrics", 12 * S, 30 * S).judged().congestedNs())
                .isEqualTo(18 * S);
    }

    @Test
    void a_device_in_which_even_the_luckiest_packet_waits_for_more_than_half_a_queue_is_congested() {
        // 200/s for 9 s into a device of 100/s, then 100/s: nothing is dropped, and 900 legs stay. Half a queue of
        // 1,000 is 5 s.
        Made made = new Made().healthy("metrics").open(100, 1_000, cut -> cut < 90 ? 20 : 10);
        assertThat(made.judged().congestedNs()).isBetween(49 * S, 50 * S);
        Made shorter = new Made().healthy("metrics").open(100, 2_000, cut -> cut < 90 ? 20 : 10);
        assertThat(shorter.judged().congestedNs()).isZero();
    }

    // A run that was stopped

    @ParameterizedTest
    @ValueSource(longs = {30_000, 30_050, 30_070})
    void what_a_stopped_run_did_not_live_to_see_is_neither_lost_nor_starved(long stoppedMs) {
        long stopped = stoppedMs * MS;
        ClassFinding found = new Made().healthy("metrics").stoppedAt(stopped).finding("metrics");
        assertThat(found.spans()).isEmpty();
        assertThat(found.blindNs()).isZero();
        assertThat(found.worstGapNs()).isLessThan(150 * MS);
        assertThat(found.stormLoss()).hasValue(0);
    }

    @Test
    void a_class_that_was_starved_when_the_run_was_stopped_was_so_until_then() {
        ClassFinding found =
                new Made().dark("metrics", 12 * S, 60 * S).stoppedAt(30 * S).finding("metrics");
        assertThat(found.isStarvedAtTheEnd()).isTrue();
        assertThat(found.starvedNs()).isEqualTo(18 * S);
        assertThat(found.worstGapNs()).isEqualTo(30 * S - 11_950 * MS);
    }

    @Test
    void time_starved_and_time_browned_out_never_exceed_the_run() {
        for (long end = 12; end < 60; end += 3) {
            ClassFinding found = new Made().dark("metrics", 10 * S, end * S).finding("metrics");
            assertThat(found.starvedNs() + found.brownOutNs()).isLessThanOrEqualTo(60 * S);
        }
    }
}
