package io.squall.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final long MS = 1_000_000;
    private static final long CUT_NS = Timeline.CUT_NS;

    private final Timeline timeline = new Timeline(10 * CUT_NS, 3);
    private final Digest digest = new Digest();
    private final Recorder recorder = new Recorder(timeline, digest, 1_000 * MS, 150 * MS, true);
    private final LatencyLog log = new LatencyLog(timeline, null, "");

    RecorderTest() {
        log.follow("c", List.of("one", "two", "three"), List.of(recorder), true);
    }

    private long count(int phase, Counter counter) {
        return recorder.byPhase().get(phase, counter);
    }

    @Test
    void an_attempt_is_booked_where_it_was_intended_whenever_its_outcome_comes() {
        recorder.beginPhase(0, 0);
        int phase = recorder.intended(1, 250 * MS, true);
        recorder.record(Event.SENT, 1, phase, 250 * MS, 251 * MS);
        recorder.beginPhase(1, 300 * MS);
        recorder.record(Event.TIMED_OUT, 1, phase, 250 * MS, 500 * MS);
        recorder.record(Event.LATE, 1, phase, 250 * MS, 700 * MS);

        assertThat(phase).isZero();
        for (Counter counter :
                List.of(Counter.INTENDED, Counter.FIRST_TRIES, Counter.SENT, Counter.TIMED_OUT, Counter.LATE)) {
            assertThat(count(0, counter)).as("%s in its phase", counter).isEqualTo(1);
            assertThat(count(1, counter)).as("%s in the next phase", counter).isZero();
            assertThat(recorder.byCut().get(2, counter))
                    .as("%s in its cut", counter)
                    .isEqualTo(1);
            assertThat(recorder.byCut().get(5, counter))
                    .as("%s in a later cut", counter)
                    .isZero();
        }
    }

    @Test
    void an_attempt_that_is_made_late_belongs_to_the_phase_in_which_it_was_due() {
        recorder.beginPhase(0, 0);
        recorder.beginPhase(1, 300 * MS);
        assertThat(recorder.intended(1, 299 * MS, true)).isZero();
        assertThat(recorder.intended(2, 300 * MS, true)).isEqualTo(1);
        assertThat(count(0, Counter.INTENDED)).isEqualTo(1);
        assertThat(count(1, Counter.INTENDED)).isEqualTo(1);
    }

    @Test
    void only_the_first_try_of_a_request_counts_as_one() {
        recorder.intended(1, 10 * MS, true);
        recorder.intended(2, 20 * MS, false);
        recorder.intended(3, 30 * MS, false);
        assertThat(count(0, Counter.INTENDED)).isEqualTo(3);
        assertThat(count(0, Counter.FIRST_TRIES)).isEqualTo(1);
    }

    @Test
    void latency_runs_from_the_intended_instant_and_not_from_the_sending() {
        int phase = recorder.intended(1, 100 * MS, true);
        recorder.record(Event.SENT, 1, phase, 100 * MS, 150 * MS);
        recorder.record(Event.ANSWERED, 1, phase, 100 * MS, 160 * MS);
        log.take(0);
        assertThat((double) log.ofPhase("c", 0).maxNs()).isBetween(60.0 * MS, 60.1 * MS);
        assertThat(recorder.lateness().maxNs()).isGreaterThanOrEqualTo(50 * MS);
    }

    @Test
    void an_attempt_that_timed_out_is_recorded_at_its_timeout_and_never_left_out() {
        for (int i = 0; i < 100; i++) {
            int phase = recorder.intended(i, i * MS, true);
            recorder.record(Event.SENT, i, phase, i * MS, i * MS);
            if (i < 40) {
                recorder.record(Event.ANSWERED, i, phase, i * MS, (i + 1) * MS);
            } else {
                recorder.record(Event.TIMED_OUT, i, phase, i * MS, (i + 250) * MS);
            }
        }
        log.take(0);
        Percentiles found = log.ofPhase("c", 0);
        assertThat(found.count()).isEqualTo(100);
        assertThat((double) found.p50Ns()).isBetween(250.0 * MS, 250.3 * MS);
        assertThat((double) found.maxNs()).isBetween(250.0 * MS, 250.3 * MS);
        assertThat(found.meanNs()).isBetween(150.3 * MS, 150.6 * MS);
    }

    @Test
    void what_was_refused_reset_skipped_or_shed_has_no_latency() {
        int phase = recorder.intended(1, 0, true);
        recorder.record(Event.REFUSED, 1, phase, 0, 5 * MS);
        recorder.record(Event.RESET, 2, phase, 0, 5 * MS);
        recorder.record(Event.SKIPPED, 3, phase, 0, 5 * MS);
        recorder.record(Event.SHED, 4, phase, 0, 5 * MS);
        recorder.record(Event.LATE, 5, phase, 0, 5 * MS);
        log.take(0);
        assertThat(log.ofPhase("c", 0).count()).isZero();
        assertThat(count(0, Counter.FAILED)).isEqualTo(2);
        assertThat(count(0, Counter.SKIPPED)).isEqualTo(1);
        assertThat(count(0, Counter.SHED)).isEqualTo(1);
    }

    @Test
    void a_latency_beyond_the_greatest_is_recorded_as_the_greatest() {
        int phase = recorder.intended(1, 0, true);
        recorder.record(Event.ANSWERED, 1, phase, 0, 5_000 * MS);
        log.take(0);
        assertThat((double) log.ofPhase("c", 0).maxNs()).isBetween(1_000.0 * MS, 1_001.0 * MS);
    }

    @Test
    void an_answer_that_seems_to_come_before_it_was_asked_for_has_latency_zero() {
        int phase = recorder.intended(1, 100 * MS, true);
        recorder.record(Event.ANSWERED, 1, phase, 100 * MS, 99 * MS);
        log.take(0);
        assertThat(log.ofPhase("c", 0).count()).isEqualTo(1);
        assertThat((double) log.ofPhase("c", 0).maxNs()).isLessThan(1_000);
    }

    @Test
    void the_latency_of_a_request_runs_from_its_first_try() {
        recorder.beginPhase(0, 0);
        recorder.beginPhase(1, 500 * MS);
        recorder.requestAnswered(100 * MS, 600 * MS);
        log.take(5);
        assertThat((double) log.ofPhase("c.request", 0).maxNs()).isBetween(500.0 * MS, 500.5 * MS);
        assertThat(log.ofPhase("c.request", 1).count()).isZero();
    }

    @Test
    void the_first_unanswered_attempt_of_a_cut_is_the_one_that_was_intended_first() {
        assertThat(recorder.firstUnansweredNs(1)).isEqualTo(Recorder.NONE);
        recorder.record(Event.TIMED_OUT, 1, 0, 170 * MS, 400 * MS);
        recorder.record(Event.RESET, 2, 0, 130 * MS, 410 * MS);
        recorder.record(Event.REFUSED, 3, 0, 150 * MS, 420 * MS);
        recorder.record(Event.ANSWERED, 4, 0, 110 * MS, 430 * MS);
        recorder.record(Event.SKIPPED, 5, 0, 105 * MS, 430 * MS);
        assertThat(recorder.firstUnansweredNs(1)).isEqualTo(130 * MS);
        assertThat(recorder.firstUnansweredNs(0)).isEqualTo(Recorder.NONE);
        assertThat(recorder.firstUnansweredNs(2)).isEqualTo(Recorder.NONE);
    }

    @Test
    void every_event_enters_the_digest() {
        String before = digest.hex();
        int phase = recorder.intended(1, 0, true);
        String intended = digest.hex();
        recorder.record(Event.SENT, 1, phase, 0, 0);
        assertThat(List.of(before, intended, digest.hex())).doesNotHaveDuplicates();
        assertThat(recorder.digest()).isSameAs(digest);
    }

    @Test
    void only_an_answer_is_a_usable_sample() {
        Recorder probe = new Recorder(timeline, digest, 1_000 * MS, 150 * MS, false);
        probe.record(Event.TIMED_OUT, 1, 0, 100 * MS, 350 * MS);
        probe.record(Event.LATE, 1, 0, 100 * MS, 380 * MS);
        probe.record(Event.ANSWERED, 2, 0, 400 * MS, 420 * MS);
        probe.close(500 * MS);
        assertThat(probe.freshness().newestNs(3)).isZero();
        assertThat(probe.freshness().newestNs(4)).isEqualTo(400 * MS);
        assertThat(probe.freshness().worstGapNs()).isEqualTo(420 * MS);
    }

    @Test
    void a_class_with_several_recorders_is_their_sum_and_as_late_as_the_latest_of_them() {
        Recorder other = new Recorder(timeline, digest, 1_000 * MS, 150 * MS, false);
        ClassRecord both = new ClassRecord("c", ClassRecord.Role.STORM, timeline, List.of(recorder, other));
        recorder.record(Event.TIMED_OUT, 1, 0, 170 * MS, 400 * MS);
        other.record(Event.TIMED_OUT, 2, 1, 160 * MS, 400 * MS);
        recorder.record(Event.ANSWERED, 3, 1, 250 * MS, 260 * MS);
        recorder.decidedThrough(700 * MS);
        other.decidedThrough(600 * MS);

        assertThat(both.inCut(1, Counter.TIMED_OUT)).isEqualTo(2);
        assertThat(both.inPhase(0, Counter.TIMED_OUT)).isEqualTo(1);
        assertThat(both.total(Counter.TIMED_OUT)).isEqualTo(2);
        assertThat(both.inCuts(1, 3, Counter.ANSWERED)).isEqualTo(1);
        assertThat(both.inCuts(3, 10, Counter.ANSWERED)).isZero();
        assertThat(both.firstUnansweredNs(1)).isEqualTo(160 * MS);
        assertThat(both.decidedThroughNs()).isEqualTo(600 * MS);
    }
}
