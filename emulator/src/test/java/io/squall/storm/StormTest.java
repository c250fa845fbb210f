package io.squall.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.Cap;
import io.squall.guard.Guard;
import io.squall.load.Arrivals;
import io.squall.load.Seed;
import io.squall.load.Shape;
import io.squall.load.Spread;
import io.squall.physics.Books;
import io.squall.physics.ScriptedWire;
import io.squall.physics.VirtualTime;
import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Population;
import io.squall.time.Rate;
import io.squall.verdict.Law;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.Outcomes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StormTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000_000_000;
    private static final long END_NS = 10 * S;
    private static final long TIMEOUT_NS = 100 * MS;
    private static final long SKIP_AFTER_NS = 20 * MS;
    private static final Shape HUNDRED = Shape.constant(Rate.perSecond(100));
    private static final Spread FOR_EVER = new Spread.Fixed(1_000_000 * S);

    /** One client that rests until it is dropped, and rests again when it is answered. */
    private static final Population ONE = new Population.Closed(1, FOR_EVER);

    private static final RetryPolicy AT_ONCE = RetryPolicy.of(new Backoff.None(), RetryPolicy.UNLIMITED);

    private final Books books = new Books(END_NS, 3);

    @AfterEach
    void the_law_holds_on_every_path() {
        for (int phase = 0; phase < 3; phase++) {
            assertThat(books.account(phase).holds())
                    .as("%s", books.account(phase))
                    .isTrue();
        }
    }

    private Storm storm(Population population, RetryPolicy retry, ScriptedWire wire) {
        return storm(population, new Behaviour(new Spread.Fixed(TIMEOUT_NS), retry, false, 0), wire, Cap.none());
    }

    private Storm storm(Population population, Behaviour behaviour, ScriptedWire wire, Cap cap) {
        StormPorts ports = new StormPorts(wire, books.recorder(), new Seed(1), cap, SKIP_AFTER_NS);
        return new Storm(0, "storm", population, behaviour, ports, END_NS);
    }

    /** A storm of one client whose request begins at 0. */
    private Storm oneRequest(RetryPolicy retry, ScriptedWire wire) {
        Storm storm = storm(ONE, retry, wire);
        storm.drop(1, 0, 0);
        return storm;
    }

    private static ScriptedWire answeringAfter(long delayNs) {
        return new ScriptedWire((wire, attempt, nowNs) -> wire.outcome(attempt, Outcome.ANSWERED, nowNs + delayNs));
    }

    private static ScriptedWire refusing() {
        return new ScriptedWire((wire, attempt, nowNs) -> wire.outcome(attempt, Outcome.REFUSED, nowNs));
    }

    private static long attempt(int sequence) {
        return Attempt.of(0, 0, sequence);
    }

    @Test
    void a_client_s_timer_runs_from_the_send_and_not_from_the_intended_instant() {
        Storm storm = oneRequest(RetryPolicy.NEVER, ScriptedWire.silent());
        storm.doWork(15 * MS);
        assertThat(storm.nextDueNs()).isBetween(15 * MS + 1, 15 * MS + TIMEOUT_NS);
        storm.doWork(15 * MS + TIMEOUT_NS - 1);
        assertThat(books.account().timedOut()).isZero();
        storm.doWork(15 * MS + TIMEOUT_NS);
        assertThat(books.account().timedOut()).isEqualTo(1);
        assertThat(books.latency().maxNs() / MS)
                .as("its latency is counted from the intended instant")
                .isEqualTo(115);
    }

    @Test
    void an_answer_at_the_very_instant_of_the_timer_counts() {
        Storm storm = oneRequest(RetryPolicy.NEVER, answeringAfter(TIMEOUT_NS));
        new VirtualTime(storm).runTo(S);
        assertThat(books.account().answered()).isEqualTo(1);
        assertThat(books.account().timedOut()).isZero();
    }

    @Test
    void an_answer_that_came_before_the_timer_wins_although_both_are_seen_later() {
        ScriptedWire wire = answeringAfter(TIMEOUT_NS - 1);
        Storm storm = oneRequest(RetryPolicy.NEVER, wire);
        storm.doWork(0);
        storm.doWork(5 * S);
        assertThat(books.account().answered()).isEqualTo(1);
        assertThat(books.account().timedOut()).isZero();
        assertThat(wire.abandoned()).isEmpty();
    }

    @Test
    void a_timer_that_was_due_before_the_answer_came_wins_although_both_are_seen_later() {
        ScriptedWire wire = answeringAfter(TIMEOUT_NS + 1);
        Storm storm = oneRequest(RetryPolicy.NEVER, wire);
        storm.doWork(0);
        storm.doWork(5 * S);
        assertThat(books.account().answered()).isZero();
        assertThat(books.account().timedOut()).isEqualTo(1);
        assertThat(books.account().late()).isEqualTo(1);
        assertThat(wire.abandoned()).containsExactly(attempt(1));
        assertThat(books.latency().maxNs() / MS)
                .as("a timeout is dated at the timer")
                .isEqualTo(100);
    }

    @Test
    void a_late_answer_is_counted_and_changes_nothing_else() {
        ScriptedWire wire = ScriptedWire.silent();
        Storm storm = oneRequest(AT_ONCE, wire);
        storm.doWork(0);
        storm.doWork(TIMEOUT_NS);
        wire.outcome(attempt(1), Outcome.ANSWERED, TIMEOUT_NS + MS);
        storm.doWork(TIMEOUT_NS + MS);
        assertThat(books.account().late()).isEqualTo(1);
        assertThat(books.account().answered()).isZero();
        assertThat(storm.pending()).isEqualTo(1);
        wire.outcome(attempt(2), Outcome.ANSWERED, TIMEOUT_NS + 2 * MS);
        storm.doWork(TIMEOUT_NS + 2 * MS);
        assertThat(books.account().answered()).isEqualTo(1);
        assertThat(storm.pending()).isZero();
    }

    @Test
    void a_late_refusal_is_no_late_answer() {
        ScriptedWire wire = ScriptedWire.silent();
        Storm storm = oneRequest(AT_ONCE, wire);
        storm.doWork(0);
        storm.doWork(TIMEOUT_NS);
        wire.outcome(attempt(1), Outcome.REFUSED, TIMEOUT_NS + MS);
        wire.outcome(attempt(1), Outcome.RESET, TIMEOUT_NS + MS);
        storm.doWork(TIMEOUT_NS + MS);
        assertThat(books.account().late()).isZero();
        assertThat(books.account().failed()).isZero();
    }

    @Test
    void a_late_answer_is_booked_in_the_phase_of_its_attempt() {
        ScriptedWire wire = ScriptedWire.silent();
        Storm storm = oneRequest(AT_ONCE, wire);
        storm.doWork(0);
        storm.beginPhase(1, 50 * MS);
        storm.doWork(TIMEOUT_NS);
        wire.outcome(attempt(1), Outcome.ANSWERED, TIMEOUT_NS + MS);
        storm.doWork(TIMEOUT_NS + MS);
        assertThat(books.account(0).late()).isEqualTo(1);
        assertThat(books.account(0).timedOut()).isEqualTo(1);
        assertThat(books.account(1).late()).isZero();
    }

    /** A long queue answers attempts that are many retries old, all at once, and just after a phase has begun. */
    @Test
    void late_answers_are_booked_in_the_phases_of_their_attempts_however_old_these_are() {
        ScriptedWire wire = ScriptedWire.silent();
        Storm storm = oneRequest(AT_ONCE, wire);
        VirtualTime time = new VirtualTime(storm);
        time.runTo(450 * MS);
        storm.beginPhase(1, 450 * MS);
        time.runTo(460 * MS);
        storm.beginPhase(2, 460 * MS);
        time.runTo(640 * MS);
        for (int sequence = 1; sequence <= 4; sequence++) {
            wire.outcome(attempt(sequence), Outcome.ANSWERED, 650 * MS);
        }
        time.runTo(650 * MS);
        assertThat(books.account(0).late()).as("attempts 1 to 4").isEqualTo(4);
        assertThat(books.account(0).timedOut()).as("attempts 1 to 5").isEqualTo(5);
        assertThat(books.account(1).intended())
                .as("no attempt fell into the second phase")
                .isZero();
        assertThat(books.account(2).late()).isZero();
        assertThat(books.account(2).timedOut()).as("attempt 6").isEqualTo(1);
    }

    @Test
    void figures_belong_to_the_phase_of_the_intended_instant() {
        ScriptedWire wire = answeringAfter(10 * MS);
        Storm storm = oneRequest(RetryPolicy.NEVER, wire);
        storm.beginPhase(1, 5 * MS);
        storm.doWork(6 * MS);
        storm.doWork(16 * MS);
        assertThat(books.account(0).answered()).isEqualTo(1);
        assertThat(books.account(1).intended()).isZero();
    }

    @Test
    void a_retry_is_an_attempt_of_its_own_and_the_request_is_timed_from_its_first_try() {
        ScriptedWire wire = new ScriptedWire((self, attempt, nowNs) -> {
            if (Attempt.sequence(attempt) == 3) {
                self.outcome(attempt, Outcome.ANSWERED, nowNs + 10 * MS);
            }
        });
        Storm storm = oneRequest(RetryPolicy.of(new Backoff.Fixed(50 * MS), 5), wire);
        new VirtualTime(storm).runTo(S);
        Law.Account account = books.account();
        assertThat(account.intended()).isEqualTo(3);
        assertThat(account.firstTries()).isEqualTo(1);
        assertThat(account.amplification()).isEqualTo(3);
        assertThat(wire.sent()).containsExactly(attempt(1), attempt(2), attempt(3));
        assertThat(books.requestLatency().maxNs() / MS)
                .as("two timeouts, two pauses, one answer")
                .isEqualTo(2 * (100 + 50) + 10);
    }

    @Test
    void a_request_makes_one_attempt_more_than_its_limit_and_then_rests() {
        Storm storm = oneRequest(RetryPolicy.of(new Backoff.None(), 3), ScriptedWire.silent());
        new VirtualTime(storm).runTo(5 * S);
        assertThat(books.account().timedOut()).isEqualTo(4);
        assertThat(storm.pending()).isZero();
    }

    @Test
    void a_client_needs_a_moment_to_notice_a_refusal_so_that_time_goes_on() {
        Storm storm = oneRequest(AT_ONCE, refusing());
        new VirtualTime(storm).runTo(10 * MS);
        assertThat(books.account().failed())
                .as("attempts in 10 ms with a turnaround of 1 µs")
                .isEqualTo(10_001);
    }

    @Test
    void a_slot_that_comes_too_late_is_skipped_counted_and_tried_again() {
        ScriptedWire wire = answeringAfter(MS);
        Storm storm = oneRequest(RetryPolicy.NEVER, wire);
        storm.doWork(SKIP_AFTER_NS + 1);
        assertThat(books.account().skipped()).isEqualTo(1);
        assertThat(wire.sent()).isEmpty();
        new VirtualTime(storm).runTo(S);
        assertThat(books.account().intended())
                .as("no failure: it does not use up a retry")
                .isEqualTo(2);
        assertThat(books.account().answered()).isEqualTo(1);
    }

    @Test
    void a_slot_that_is_just_in_time_is_sent() {
        Storm storm = oneRequest(RetryPolicy.NEVER, answeringAfter(MS));
        storm.doWork(SKIP_AFTER_NS);
        assertThat(books.account().sent()).isEqualTo(1);
    }

    @Test
    void what_this_host_cannot_send_is_skipped_and_tried_again() {
        ScriptedWire wire = ScriptedWire.silent();
        wire.breakDown();
        Storm storm = oneRequest(RetryPolicy.NEVER, wire);
        new VirtualTime(storm).runTo(4 * TIMEOUT_NS + MS);
        assertThat(books.account().skipped()).isEqualTo(5);
        assertThat(books.account().sent()).isZero();
    }

    @Test
    void requests_that_come_while_all_sources_are_busy_are_skipped() {
        Population three = new Population.Open(3, HUNDRED, new Arrivals.Paced());
        Storm storm = storm(three, RetryPolicy.NEVER, ScriptedWire.silent());
        new VirtualTime(storm).runTo(95 * MS);
        assertThat(books.account().intended()).isEqualTo(10);
        assertThat(books.account().sent()).isEqualTo(3);
        assertThat(books.account().skipped()).isEqualTo(7);
    }

    @Test
    void an_open_population_uses_a_source_again_once_its_request_is_over() {
        Population one = new Population.Open(1, HUNDRED, new Arrivals.Paced());
        Storm storm = storm(one, RetryPolicy.NEVER, answeringAfter(MS));
        new VirtualTime(storm).runTo(S - 1);
        assertThat(books.account().answered()).isEqualTo(100);
        assertThat(books.account().skipped()).isZero();
    }

    /** The Guard's own cap: 2,000,000 attempts in one aligned second. */
    @Test
    void what_exceeds_the_guard_s_cap_is_shed_and_not_sent() {
        Population three = new Population.Closed(3, FOR_EVER);
        Behaviour atOnce = new Behaviour(new Spread.Fixed(TIMEOUT_NS), AT_ONCE, false, 0);
        Cap cap = new Cap(new Guard().permit(1, 1, 1));
        Storm storm = storm(three, atOnce, refusing(), cap);
        storm.drop(1, 0, 0);
        new VirtualTime(storm).runTo(S - 1);
        Law.Account account = books.account();
        assertThat(account.sent()).isEqualTo(Guard.MAX_ATTEMPTS_PER_SECOND);
        assertThat(account.shed())
                .as("three clients that try again after a timeout")
                .isEqualTo(3 * 4);
        new VirtualTime(storm).runTo(S + 100 * MS);
        assertThat(books.account().sent())
                .as("the next second has a cap of its own")
                .isGreaterThan(account.sent());
    }

    @Test
    void a_drop_makes_its_share_of_the_thinking_clients_begin_within_its_time() {
        int clients = 10_000;
        ScriptedWire wire = answeringAfter(MS);
        Storm storm = storm(new Population.Closed(clients, FOR_EVER), RetryPolicy.NEVER, wire);
        storm.drop(.6, S, 2 * S);
        VirtualTime time = new VirtualTime(storm);
        time.runTo(2 * S - 1);
        assertThat(books.account().intended()).as("before the drop").isZero();
        time.runTo(2 * S + S / 2);
        assertThat((double) books.account().intended() / clients).as("half way").isBetween(.28, .32);
        time.runTo(4 * S);
        assertThat((double) books.account().intended() / clients)
                .as("in the end")
                .isBetween(.58, .62);
    }

    @Test
    void a_drop_leaves_those_alone_that_are_busy_or_begin_earlier_anyway() {
        ScriptedWire wire = ScriptedWire.silent();
        Storm storm = oneRequest(RetryPolicy.of(new Backoff.Fixed(5 * S), 1), wire);
        storm.doWork(0);
        storm.drop(1, 0, 0);
        storm.doWork(TIMEOUT_NS);
        storm.drop(1, 0, TIMEOUT_NS);
        new VirtualTime(storm).runTo(4 * S);
        assertThat(wire.sent()).containsExactly(attempt(1));

        Books other = new Books(END_NS, 1);
        StormPorts ports =
                new StormPorts(ScriptedWire.silent(), other.recorder(), new Seed(1), Cap.none(), SKIP_AFTER_NS);
        Behaviour once = new Behaviour(new Spread.Fixed(TIMEOUT_NS), RetryPolicy.NEVER, false, 0);
        Storm early = new Storm(0, "early", new Population.Closed(1, new Spread.Fixed(S)), once, ports, END_NS);
        early.drop(1, 0, 3 * S);
        new VirtualTime(early).runTo(S + MS);
        assertThat(other.account().intended())
                .as("due at 1 s, before the drop at 3 s")
                .isEqualTo(1);
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void clients_that_think_for_no_time_cannot_stop_the_clock_when_all_they_ask_is_shed_or_refused() {
        Population restless = new Population.Closed(1, new Spread.Fixed(0));
        Behaviour shedding = new Behaviour(new Spread.Fixed(TIMEOUT_NS), RetryPolicy.NEVER, false, 1);
        new VirtualTime(storm(restless, shedding, ScriptedWire.silent(), Cap.none())).runTo(MS);
        assertThat(books.account().shed()).isBetween(1L, 1_000L);
        new VirtualTime(storm(restless, RetryPolicy.NEVER, refusing())).runTo(MS);
        assertThat(books.account().failed()).isBetween(1L, 1_000L);
    }

    @Test
    void a_closed_client_thinks_after_its_answer_and_asks_again() {
        Storm storm = storm(new Population.Closed(1, new Spread.Fixed(S)), RetryPolicy.NEVER, answeringAfter(50 * MS));
        new VirtualTime(storm).runTo(END_NS);
        assertThat(books.account().answered())
                .as("a request every 1.05 s of 10 s")
                .isEqualTo(9);
    }

    @Test
    void a_client_may_wait_one_timeout_before_its_first_try() {
        ScriptedWire wire = answeringAfter(MS);
        Behaviour waits = new Behaviour(new Spread.Fixed(TIMEOUT_NS), RetryPolicy.NEVER, true, 0);
        Storm storm = storm(ONE, waits, wire, Cap.none());
        storm.drop(1, 0, 0);
        storm.doWork(0);
        assertThat(wire.sent()).isEmpty();
        assertThat(storm.pending()).isEqualTo(1);
        storm.doWork(TIMEOUT_NS);
        assertThat(wire.sent()).hasSize(1);
        assertThat(books.account().firstTries()).isEqualTo(1);
        assertThat(books.latency().count()).isZero();
    }

    @Test
    void nothing_is_intended_from_the_end_on_and_what_is_under_way_is_still_decided() {
        Population steady = new Population.Open(100, HUNDRED, new Arrivals.Paced());
        Storm storm = storm(steady, AT_ONCE, ScriptedWire.silent());
        new VirtualTime(storm).runTo(END_NS + S);
        Law.Account account = books.account();
        assertThat(account.inFlight()).isZero();
        assertThat(account.timedOut()).isEqualTo(account.sent());
        assertThat(storm.nextDueNs()).isGreaterThan(END_NS + S);
    }

    @Test
    void a_source_draws_the_same_numbers_however_many_there_are() {
        List<Long> few = firstTries(10);
        List<Long> many = firstTries(20);
        assertThat(many).containsSubsequence(few);
    }

    /** The instants at which the first ten sources of a population begin. */
    private static List<Long> firstTries(int sources) {
        List<Long> instants = new java.util.ArrayList<>();
        ScriptedWire wire = new ScriptedWire((_, attempt, nowNs) -> {
            if (Attempt.source(attempt) < 10) {
                instants.add(nowNs);
            }
        });
        Books own = new Books(END_NS, 1);
        Behaviour once = new Behaviour(FOR_EVER, RetryPolicy.NEVER, false, 0);
        StormPorts ports = new StormPorts(wire, own.recorder(), new Seed(3), Cap.none(), SKIP_AFTER_NS);
        Population population = new Population.Closed(sources, new Spread.Exponential(S));
        new VirtualTime(new Storm(0, "storm", population, once, ports, END_NS)).runTo(END_NS);
        return instants;
    }

    private static final long LEAD_NS = 5 * MS;

    /** Requests at 0, which is over, and at 10 ms, which the wire was given at 5. */
    private Storm given(ScriptedWire wire) {
        Shape twice = new Shape(
                List.of(new Shape.Point(15 * MS, Rate.perSecond(100)), new Shape.Point(15 * MS, Rate.perSecond(0))),
                null);
        Storm storm =
                storm(new Population.Open(8, twice, new Arrivals.Paced()), RetryPolicy.NEVER, wire.leading(LEAD_NS));
        storm.doWork(0);
        assertThat(storm.nextDueNs()).isEqualTo(5 * MS);
        storm.departed(wire.sent().getFirst(), 0);
        storm.outcome(wire.sent().getFirst(), Outcome.ANSWERED, 1);
        storm.doWork(5 * MS);
        assertThat(wire.sent()).hasSize(2);
        assertThat(books.account().intended()).as("booked when it has left").isEqualTo(1);
        return storm;
    }

    @Test
    void what_was_given_ahead_is_booked_with_the_instant_at_which_it_left() {
        ScriptedWire wire = ScriptedWire.silent();
        Storm storm = given(wire);
        books.recorder().beginPhase(1, 8 * MS);
        storm.departed(wire.sent().getLast(), 10 * MS + 300);
        storm.outcome(wire.sent().getLast(), Outcome.ANSWERED, 12 * MS);
        assertThat(books.account(1).intended()).as("its phase began meanwhile").isEqualTo(1);
        assertThat(books.account(1).answered()).isEqualTo(1);
        assertThat(books.recorder().lateness().maxNs()).isBetween(300L, 301L);
    }

    @Test
    void what_was_too_late_to_leave_is_skipped() {
        ScriptedWire wire = ScriptedWire.silent();
        Storm storm = given(wire);
        storm.departed(wire.sent().getLast(), Outcomes.TOO_LATE);
        assertThat(books.account().skipped()).isEqualTo(1);
        storm.departed(wire.sent().getLast(), 11 * MS);
        assertThat(books.account().sent()).as("said twice").isEqualTo(1);
    }

    @Test
    void what_became_of_it_is_what_the_wire_says_however_late() {
        ScriptedWire wire = ScriptedWire.silent();
        Storm storm = given(wire);
        long attempt = wire.sent().getLast();
        storm.doWork(10 * MS + 2 * TIMEOUT_NS);
        assertThat(books.account().intended()).as("it may still leave").isEqualTo(1);
        storm.departed(attempt, 10 * MS);
        assertThat(books.account().sent()).isEqualTo(2);
        storm.doWork(10 * MS + 2 * TIMEOUT_NS);
        assertThat(books.account().timedOut()).as("its timer ran from the send").isEqualTo(1);
        assertThat(books.account().skipped()).isZero();
    }
}
