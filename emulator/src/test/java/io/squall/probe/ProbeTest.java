package io.squall.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.load.Arrivals;
import io.squall.load.Schedule;
import io.squall.mailbox.Mailbox;
import io.squall.physics.Books;
import io.squall.physics.ScriptedWire;
import io.squall.physics.VirtualTime;
import io.squall.record.Recorder;
import io.squall.verdict.Law;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000_000_000;
    private static final long END_NS = 10 * S;
    private static final long PERIOD_NS = 100 * MS;
    private static final long DEADLINE_NS = 250 * MS;
    private static final long SKIP_AFTER_NS = 60 * MS;
    private static final int CLASS = 3;

    private final Books books = new Books(END_NS, 2);
    private final Books operator = new Books(END_NS, 2);
    private final Mailbox<Probe> commands = new Mailbox<>();

    @AfterEach
    void the_law_holds_on_every_path() {
        assertThat(books.account().holds()).as("%s", books.account()).isTrue();
        assertThat(operator.account().holds()).as("%s", operator.account()).isTrue();
    }

    private Probe probe(ScriptedWire wire) {
        return probe(wire, operator.recorder());
    }

    private Probe probe(ScriptedWire wire, @Nullable Recorder operatorRecorder) {
        Probe.Terms terms = new Probe.Terms(PERIOD_NS, DEADLINE_NS, SKIP_AFTER_NS, END_NS);
        Schedule schedule = new Schedule(new Arrivals.Paced(), PERIOD_NS, 0, 1);
        return new Probe(CLASS, terms, schedule, wire, new Probe.Records(books.recorder(), operatorRecorder), commands);
    }

    private static ScriptedWire answeringAfter(long delayNs) {
        return new ScriptedWire((wire, attempt, nowNs) -> wire.outcome(attempt, Outcome.ANSWERED, nowNs + delayNs));
    }

    private static long attempt(int sequence) {
        return Attempt.of(CLASS, sequence % 8, sequence);
    }

    @Test
    void every_probe_that_is_answered_in_time_is_good() {
        new VirtualTime(probe(answeringAfter(DEADLINE_NS))).runTo(END_NS + S);
        assertThat(books.account().answered())
                .as("an answer at the very deadline counts")
                .isEqualTo(100);
        assertThat(books.account().delivery()).isEqualTo(1);
    }

    @Test
    void an_answer_a_nanosecond_after_the_deadline_is_late() {
        ScriptedWire wire = answeringAfter(DEADLINE_NS + 1);
        new VirtualTime(probe(wire)).runTo(END_NS + S);
        Law.Account account = books.account();
        assertThat(account.answered()).isZero();
        assertThat(account.timedOut()).isEqualTo(100);
        assertThat(account.late()).isEqualTo(100);
        assertThat(account.inFlight()).isZero();
        assertThat(wire.abandoned()).isEqualTo(wire.sent());
        assertThat(books.latency().maxNs() / MS).as("censored at the deadline").isEqualTo(250);
    }

    @Test
    void the_deadline_runs_from_the_intended_instant_and_not_from_the_send() {
        ScriptedWire wire = answeringAfter(DEADLINE_NS - 10 * MS);
        Probe probe = probe(wire);
        probe.doWork(20 * MS);
        assertThat(books.account().sent()).isEqualTo(1);
        probe.doWork(10 * MS + DEADLINE_NS);
        assertThat(books.account().answered()).isZero();
        assertThat(books.account().timedOut()).isEqualTo(1);
        assertThat(books.account().late()).isEqualTo(1);
    }

    @Test
    void an_answer_that_came_in_time_counts_although_it_is_seen_after_the_deadline() {
        Probe probe = probe(answeringAfter(MS));
        probe.doWork(0);
        probe.doWork(DEADLINE_NS + 40 * MS);
        assertThat(books.account().answered()).isEqualTo(1);
        assertThat(books.account().timedOut()).isZero();
    }

    @Test
    void an_answer_that_came_too_late_is_late_although_the_deadline_is_seen_after_it() {
        Probe probe = probe(answeringAfter(DEADLINE_NS + MS));
        probe.doWork(0);
        probe.doWork(DEADLINE_NS + 40 * MS);
        assertThat(books.account().timedOut()).isEqualTo(1);
        assertThat(books.account().late()).isEqualTo(1);
        assertThat(books.latency().maxNs() / MS)
                .as("censored at the deadline, not when it was seen")
                .isEqualTo(250);
    }

    @Test
    void a_slot_that_comes_too_late_is_skipped_and_counted() {
        ScriptedWire wire = answeringAfter(MS);
        Probe probe = probe(wire);
        probe.doWork(2 * PERIOD_NS + SKIP_AFTER_NS);
        assertThat(books.account().intended()).isEqualTo(3);
        assertThat(books.account().skipped())
                .as("two are too late, the third is just in time")
                .isEqualTo(2);
        assertThat(wire.sent()).hasSize(1);
    }

    @Test
    void what_this_host_cannot_send_is_skipped() {
        ScriptedWire wire = answeringAfter(MS);
        wire.breakDown();
        new VirtualTime(probe(wire)).runTo(END_NS + S);
        assertThat(books.account().skipped()).isEqualTo(100);
    }

    @Test
    void a_refusal_decides_a_probe_at_once() {
        ScriptedWire wire =
                new ScriptedWire((self, attempt, nowNs) -> self.outcome(attempt, Outcome.REFUSED, nowNs + MS));
        Probe probe = probe(wire);
        probe.doWork(0);
        probe.doWork(MS);
        assertThat(books.account().failed()).isEqualTo(1);
        assertThat(books.record().firstUnansweredNs(0)).isZero();
        assertThat(books.record().decidedThroughNs()).isEqualTo(PERIOD_NS);
    }

    @Test
    void all_before_the_oldest_open_probe_is_decided() {
        ScriptedWire wire = ScriptedWire.silent();
        Probe probe = probe(wire);
        VirtualTime time = new VirtualTime(probe);
        time.runTo(2 * PERIOD_NS);
        assertThat(books.record().decidedThroughNs()).as("three are under way").isZero();
        wire.outcome(attempt(1), Outcome.ANSWERED, 2 * PERIOD_NS + MS);
        time.runTo(2 * PERIOD_NS + MS);
        assertThat(books.record().decidedThroughNs())
                .as("the oldest is not the answered one")
                .isZero();
        time.runTo(DEADLINE_NS + 1);
        assertThat(books.record().decidedThroughNs()).isEqualTo(2 * PERIOD_NS);
        assertThat(books.record().firstUnansweredNs(0)).isZero();
    }

    @Test
    void nothing_is_intended_from_the_end_on_and_every_probe_is_decided() {
        Probe probe = probe(ScriptedWire.silent());
        new VirtualTime(probe).runTo(END_NS + S);
        assertThat(books.account().intended()).isEqualTo(100);
        assertThat(books.account().inFlight()).isZero();
        assertThat(probe.nextDueNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void figures_belong_to_the_phase_of_the_intended_instant() {
        Probe probe = probe(answeringAfter(200 * MS));
        VirtualTime time = new VirtualTime(probe);
        time.runTo(PERIOD_NS);
        commands.send((target, nowNs) -> target.beginPhase(1, nowNs));
        time.runTo(END_NS + S);
        assertThat(books.account(0).answered()).isEqualTo(2);
        assertThat(books.account(1).answered()).isEqualTo(98);
    }

    @Test
    void there_is_a_source_for_every_probe_that_can_be_open_at_once_and_one_for_the_operator() {
        Probe.Terms terms = new Probe.Terms(50 * MS, 250 * MS, MS, END_NS);
        assertThat(terms.slots()).isEqualTo(8).isGreaterThanOrEqualTo(5 + 3);
        assertThat(terms.sources()).isEqualTo(9);
        assertThat(new Probe.Terms(50 * MS, 300 * MS, MS, END_NS).slots()).isEqualTo(16);
    }

    private Reach ask(long atNs) {
        Reach reach = new Reach();
        commands.send((probe, _) -> probe.reach(reach, atNs));
        return reach;
    }

    @Test
    void the_operator_reaches_through_the_class_s_own_wire_and_keeps_books_of_its_own() {
        ScriptedWire wire = answeringAfter(10 * MS);
        VirtualTime time = new VirtualTime(probe(wire));
        time.runTo(50 * MS);
        Reach reach = ask(50 * MS);
        assertThat(reach.state()).isEqualTo(Reach.State.ASKED);
        time.runTo(65 * MS);
        assertThat(reach.state()).isEqualTo(Reach.State.REACHED);
        assertThat(operator.account().answered()).isEqualTo(1);
        assertThat(books.account().intended()).as("the probe's own").isEqualTo(1);
        assertThat(wire.sent()).hasSize(2);
    }

    @Test
    void the_operator_misses_when_nothing_comes_by_the_deadline() {
        ScriptedWire wire = ScriptedWire.silent();
        VirtualTime time = new VirtualTime(probe(wire));
        time.runTo(50 * MS);
        Reach reach = ask(50 * MS);
        time.runTo(50 * MS + DEADLINE_NS);
        assertThat(reach.state()).isEqualTo(Reach.State.ASKED);
        time.runTo(50 * MS + DEADLINE_NS + 1);
        assertThat(reach.state()).isEqualTo(Reach.State.MISSED);
        assertThat(operator.account().timedOut()).isEqualTo(1);
        assertThat(wire.abandoned()).contains(wire.sent().get(1));
    }

    @Test
    void the_operator_misses_when_it_is_refused_or_cannot_send() {
        ScriptedWire wire =
                new ScriptedWire((self, attempt, nowNs) -> self.outcome(attempt, Outcome.REFUSED, nowNs + MS));
        VirtualTime time = new VirtualTime(probe(wire));
        time.runTo(50 * MS);
        Reach refused = ask(50 * MS);
        time.runTo(52 * MS);
        assertThat(refused.state()).isEqualTo(Reach.State.MISSED);
        wire.breakDown();
        Reach unsent = ask(52 * MS);
        time.runTo(53 * MS);
        assertThat(unsent.state()).isEqualTo(Reach.State.MISSED);
        assertThat(operator.account().failed()).isEqualTo(1);
        assertThat(operator.account().skipped()).isEqualTo(1);
    }

    @Test
    void an_answer_to_an_earlier_question_does_not_answer_the_next_one() {
        ScriptedWire wire = ScriptedWire.silent();
        VirtualTime time = new VirtualTime(probe(wire));
        time.runTo(50 * MS);
        Reach first = ask(50 * MS);
        time.runTo(50 * MS + DEADLINE_NS + 1);
        long firstAttempt = wire.sent().get(1);
        Reach second = ask(350 * MS);
        time.runTo(350 * MS);
        wire.outcome(firstAttempt, Outcome.ANSWERED, 360 * MS);
        time.runTo(360 * MS);
        assertThat(first.state()).isEqualTo(Reach.State.MISSED);
        assertThat(second.state()).isEqualTo(Reach.State.ASKED);
    }

    @Test
    void a_class_through_which_nobody_reaches_refuses_to_be_asked() {
        Probe probe = probe(ScriptedWire.silent(), null);
        assertThatThrownBy(() -> probe.reach(new Reach(), 0)).isInstanceOf(NullPointerException.class);
    }
}
