package io.squall.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.record.Event;
import io.squall.record.Percentiles;
import io.squall.record.Recorder;
import io.squall.record.ReplayRecord;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule that makes a run INVALID: forced, and kept just below its limit. */
class ValidityTest {
    private static final long MS = Made.MS;
    /** A quarter of the deadline of 250 ms. */
    private static final long ALLOWED_LATENESS_NS = 62_500_000;
    /** Half of the window of 1 s. */
    private static final long ALLOWED_HICCUP_NS = 500 * MS;
    /** Probes of one class in a made run: 20 a second for 60 s. */
    private static final long PROBES = 1_200;

    private final Made made = new Made().healthy("metrics");

    private static SelfHealth health(long scheduleP99, long relayP99, long hiccup, long kernelDrops) {
        return new SelfHealth(
                scheduleP99,
                0,
                0,
                relayP99,
                0,
                0,
                hiccup,
                kernelDrops,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static SelfHealth floor(double sinkLoss) {
        return new SelfHealth(
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(new SelfHealth.Floor("metrics", Percentiles.NOTHING, 0, Percentiles.NOTHING, sinkLoss)),
                List.of(),
                List.of());
    }

    private static SelfHealth incident(String sentence) {
        return new SelfHealth(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of(sentence));
    }

    private List<String> reasons() {
        Snapshot run = made.snapshot();
        return Validity.reasons(run, Made.DEADLINE_NS, Made.S);
    }

    private void assertInvalid(String sentence) {
        assertThat(reasons()).containsExactly(sentence);
        Verdict verdict = made.judged();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INVALID);
    }

    private void assertValid() {
        assertThat(reasons()).isEmpty();
    }

    /** Adds to what a made run intends anyway. */
    private void attempts(int count, Event departure) {
        Recorder recorder = made.recorder("metrics");
        for (int i = 0; i < count; i++) {
            int phase = recorder.intended(i, 0, true);
            recorder.record(departure, i, phase, 0, 0);
        }
    }

    @Test
    void a_run_in_virtual_time_in_which_all_goes_well_is_valid() {
        assertValid();
        assertThat(made.judged().outcome()).isEqualTo(Verdict.Outcome.PASS);
    }

    @Test
    void the_law_is_broken_when_an_outcome_belongs_to_nothing_that_was_sent() {
        made.recorder("metrics").record(Event.ANSWERED, 1, 2, 20 * Made.S, 20 * Made.S);
        assertThat(reasons())
                .singleElement()
                .asString()
                .startsWith("the law is broken for metrics in storm: ")
                .contains("inFlight=-1");
        assertThat(made.judged().outcome()).isEqualTo(Verdict.Outcome.INVALID);
    }

    @Test
    void the_law_is_broken_when_an_intended_attempt_was_neither_sent_nor_skipped_nor_shed() {
        made.recorder("metrics").intended(1, 20 * Made.S, true);
        assertThat(reasons()).singleElement().asString().startsWith("the law is broken for metrics in calm: ");
    }

    @ParameterizedTest
    @EnumSource(
            value = Event.class,
            names = {"SENT", "SKIPPED", "SHED"})
    void the_law_is_broken_when_something_left_that_nobody_intended(Event departure) {
        made.recorder("metrics").record(departure, 1, 0, 0, 0);
        assertThat(reasons()).first().asString().startsWith("the law is broken for metrics in calm: ");
    }

    @Test
    void the_law_is_broken_when_more_answers_are_late_than_attempts_timed_out() {
        made.recorder("metrics").record(Event.LATE, 1, 0, 0, 0);
        assertThat(reasons()).singleElement().asString().startsWith("the law is broken for metrics in calm: ");
    }

    @Test
    void an_attempt_still_in_flight_breaks_no_law() {
        attempts(1, Event.SENT);
        assertValid();
    }

    @Test
    void more_than_one_skipped_attempt_in_a_thousand_is_too_much() {
        attempts(2, Event.SKIPPED);
        made.health(health(1, 0, 0, 0));
        assertInvalid("Squall fell behind: 2 of 1202 intended attempts were skipped (0.17 %, allowed 0.1 %)");
    }

    @Test
    void virtual_time_does_not_fall_behind_but_can_be_out_of_sources() {
        attempts(2, Event.SKIPPED);
        assertInvalid("no source was free: 2 of 1202 intended attempts were skipped (0.17 %, allowed 0.1 %)");
    }

    @Test
    void one_skipped_attempt_in_a_thousand_is_allowed() {
        attempts(1, Event.SKIPPED);
        assertValid();
    }

    @Test
    void what_was_shed_by_policy_is_no_fault() {
        attempts(500, Event.SHED);
        assertValid();
    }

    @Test
    void lateness_of_more_than_a_quarter_of_the_deadline_is_too_much() {
        made.health(health(ALLOWED_LATENESS_NS + 100_000, 0, 0, 0));
        assertInvalid("attempts left late: the 99th percentile of sent − intended was 62.6 ms (allowed 62.5 ms)");
    }

    @Test
    void lateness_of_a_quarter_of_the_deadline_is_allowed() {
        made.health(health(ALLOWED_LATENESS_NS, 0, 0, 0));
        assertValid();
    }

    @Test
    void a_relay_that_forwards_later_than_a_quarter_of_the_deadline_is_too_late() {
        made.health(health(0, ALLOWED_LATENESS_NS + 100_000, 0, 0));
        assertInvalid(
                "the relay forwarded late: the 99th percentile of forwarded − departed was 62.6 ms (allowed 62.5 ms)");
    }

    @Test
    void a_relay_that_forwards_within_a_quarter_of_the_deadline_is_in_time() {
        made.health(health(0, ALLOWED_LATENESS_NS, 0, 0));
        assertValid();
    }

    @Test
    void a_stall_longer_than_half_a_window_is_too_long() {
        made.health(health(0, 0, ALLOWED_HICCUP_NS + 100_000, 0));
        assertInvalid(
                "this host stalled: the worst hiccup of a thread that should wake every ms was 500.1 ms (allowed 500.0 ms)");
    }

    @Test
    void a_stall_of_half_a_window_is_allowed() {
        made.health(health(0, 0, ALLOWED_HICCUP_NS, 0));
        assertValid();
    }

    @Test
    void a_calibration_that_loses_more_than_a_hundredth_shows_that_this_host_cannot_carry_both() {
        made.health(floor(0.011));
        assertInvalid(
                "calibration lost 1.1 % of metrics while the storm ran into a sink (allowed 1 %): this host cannot carry both");
    }

    @Test
    void a_calibration_that_loses_a_hundredth_is_allowed() {
        made.health(floor(0.01));
        assertValid();
    }

    @Test
    void more_than_one_drop_by_the_kernel_in_ten_thousand_is_too_much() {
        // 1,200 and 8,800 probes make ten thousand.
        attempts((int) (10_000 - PROBES), Event.SENT);
        made.health(health(0, 0, 0, 2));
        assertInvalid(
                "the kernel dropped 2 datagrams or connections before Squall saw them (of 10000 sent, allowed 0.01 %)");
    }

    @Test
    void one_drop_by_the_kernel_in_ten_thousand_is_allowed() {
        attempts((int) (10_000 - PROBES), Event.SENT);
        made.health(health(0, 0, 0, 1));
        assertValid();
    }

    private static ReplayRecord replay(long played, String digest) {
        return new ReplayRecord("dec-7", "recorded", "", List.of(), 1_000, played, "0a", digest, 0, 0, 0);
    }

    private static Snapshot played(ReplayRecord replay) {
        return new Made().healthy("metrics").replayed(replay).snapshot();
    }

    private static List<String> reasons(ReplayRecord replay) {
        return Validity.reasons(played(replay), Made.DEADLINE_NS, Made.S);
    }

    @Test
    void a_replay_that_did_not_keep_to_its_schedule_is_invalid() {
        assertThat(reasons(replay(1_000, "0a"))).isEmpty();
        assertThat(reasons(replay(999, "0b")))
                .containsExactly(
                        "the replay did not keep to its schedule: 999 of 1000 departures came, and their digest is another");
        assertThat(reasons(replay(999, "0a"))).hasSize(1);
        assertThat(reasons(replay(1_000, "0b"))).hasSize(1);
    }

    @Test
    void a_replay_without_a_deadline_is_invalid_when_it_is_late_by_more_than_a_quarter_of_a_cut() {
        for (long lateNs : new long[] {25 * MS, 26 * MS}) {
            var late = new ReplayRecord("dec-7", "recorded", "", List.of(), 1, 1, "0a", "0a", 0, lateNs, 0);
            assertThat(Validity.reasons(played(late), Long.MAX_VALUE, Made.S)).hasSize(lateNs > 25 * MS ? 1 : 0);
            assertThat(reasons(late)).isEmpty();
        }
    }

    @Test
    void what_squall_itself_reports_as_an_incident_makes_the_run_invalid() {
        made.health(incident("the conductor fell silent for more than 5 s, so the workers stopped"));
        assertInvalid("the conductor fell silent for more than 5 s, so the workers stopped");
    }

    @Test
    void all_reasons_are_given_and_invalid_comes_before_any_expectation() {
        made.health(health(100 * MS, 0, 600 * MS, 0)).expect(List.of("metrics"), null, 0);
        Verdict verdict = made.judged();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INVALID);
        assertThat(verdict.reasons()).hasSize(2);
        assertThat(verdict.controls()).hasSize(1);
    }
}
