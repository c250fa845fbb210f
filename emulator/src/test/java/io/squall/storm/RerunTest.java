package io.squall.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.Cap;
import io.squall.journal.Checksum;
import io.squall.journal.Strip;
import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.physics.Books;
import io.squall.physics.ScriptedWire;
import io.squall.physics.VirtualTime;
import io.squall.record.Event;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.Behaviour;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RerunTest {
    private static final long MS = 1_000_000;
    private static final long END_NS = 1_000 * MS;
    private static final long FIRST = Attempt.of(0, 3, 1);
    private static final long SECOND = Attempt.of(0, 3, 2);

    private final Books books = new Books(END_NS, 1);
    private final Checksum played = new Checksum();
    private final Strip strip = new Strip();

    @AfterEach
    void the_law_holds() {
        assertThat(books.account().holds()).as("%s", books.account()).isTrue();
    }

    private Rerun rerun(ScriptedWire wire, boolean atTopSpeed) {
        Behaviour behaviour = new Behaviour(Spread.around(100 * MS, 0.1), RetryPolicy.NEVER, false, 0);
        StormPorts ports = new StormPorts(wire, books.recorder(), new Seed(1), Cap.none(), 20 * MS);
        return new Rerun(0, 5, behaviour, new Rerun.Recorded(strip.reel(), atTopSpeed, played), ports, END_NS);
    }

    private void play(ScriptedWire wire) {
        new VirtualTime(rerun(wire, false)).runTo(END_NS);
    }

    @Test
    void departures_leave_as_who_they_were_and_when_they_were_intended() {
        strip.sent(FIRST, true, 10 * MS).sent(SECOND, false, 300 * MS);
        ScriptedWire wire = new ScriptedWire((w, attempt, nowNs) -> {
            assertThat(nowNs).isEqualTo(attempt == FIRST ? 10 * MS : 300 * MS);
            w.outcome(attempt, Outcome.ANSWERED, nowNs + MS);
        });
        play(wire);
        assertThat(wire.sent()).containsExactly(FIRST, SECOND);
        assertThat(books.account().answered()).isEqualTo(2);
        assertThat(books.account().firstTries()).isEqualTo(1);
        assertThat(played.count()).isEqualTo(2);
    }

    @Test
    void an_attempt_is_given_up_when_it_was_in_the_recording() {
        strip.sent(FIRST, true, 0).gaveUp(FIRST, 0, 40 * MS);
        ScriptedWire wire = ScriptedWire.silent();
        play(wire);
        assertThat(wire.abandoned()).containsExactly(FIRST);
        assertThat(books.latency().maxNs() / MS).isEqualTo(40);
    }

    @Test
    void an_answer_that_comes_this_time_is_taken_and_nobody_gives_up_then() {
        strip.sent(FIRST, true, 0).gaveUp(FIRST, 0, 40 * MS);
        play(new ScriptedWire((w, attempt, nowNs) -> w.outcome(attempt, Outcome.ANSWERED, nowNs + 40 * MS)));
        assertThat(books.account().answered()).isEqualTo(1);
        assertThat(books.account().timedOut()).isZero();
    }

    @Test
    void an_answer_that_does_not_come_this_time_is_waited_for_as_long_as_any_client_would() {
        strip.sent(FIRST, true, 0);
        play(ScriptedWire.silent());
        assertThat(books.account().timedOut()).isEqualTo(1);
        assertThat(books.latency().maxNs() / MS).isEqualTo(110);
    }

    @Test
    void a_client_that_still_waits_is_stood_in_for_by_another() {
        strip.sent(FIRST, true, 0).sent(SECOND, true, 30 * MS).gaveUp(SECOND, 30 * MS, 40 * MS);
        ScriptedWire wire = ScriptedWire.silent();
        wire.outcome(FIRST, Outcome.ANSWERED, 50 * MS);
        play(wire);
        assertThat(wire.sent()).containsExactly(FIRST, Attempt.of(0, 4, 1));
        assertThat(books.account().answered()).isEqualTo(1);
        assertThat(books.account().timedOut()).isEqualTo(1);
    }

    @Test
    void if_all_clients_wait_the_recorded_one_gives_up() {
        for (int i = 0; i < 6; i++) {
            strip.sent(Attempt.of(0, i % 5, 1 + i / 5), true, i * MS);
        }
        ScriptedWire wire = ScriptedWire.silent();
        new VirtualTime(rerun(wire, false)).runTo(6 * MS);
        assertThat(wire.sent()).hasSize(6);
        assertThat(wire.abandoned()).containsExactly(Attempt.of(0, 0, 1));
        assertThat(books.account().inFlight()).isEqualTo(5);
    }

    @Test
    void what_was_shed_or_skipped_is_so_again() {
        strip.add(Event.SHED, FIRST, true, 0, 0).add(Event.SKIPPED, SECOND, true, 5 * MS, 5 * MS);
        ScriptedWire wire = ScriptedWire.silent();
        play(wire);
        assertThat(wire.sent()).isEmpty();
        assertThat(books.account().shed()).isEqualTo(1);
        assertThat(books.account().skipped()).isEqualTo(1);
        assertThat(played.count()).isEqualTo(2);
    }

    @Test
    void a_departure_for_which_it_is_too_late_is_skipped_and_counted() {
        strip.sent(FIRST, true, 0).sent(Attempt.of(0, 4, 1), true, MS);
        ScriptedWire wire = ScriptedWire.silent();
        rerun(wire, false).doWork(21 * MS);
        assertThat(books.account().skipped()).isEqualTo(1);
        assertThat(wire.sent()).hasSize(1);
    }

    @Test
    void at_top_speed_a_turn_takes_only_so_many_and_nothing_is_late() {
        for (int i = 0; i < 100; i++) {
            strip.sent(Attempt.of(0, i % 5, 1 + i / 5), true, 0);
        }
        ScriptedWire wire = new ScriptedWire((w, attempt, nowNs) -> w.outcome(attempt, Outcome.ANSWERED, nowNs));
        Rerun rerun = rerun(wire, true);
        rerun.doWork(500 * MS);
        assertThat(wire.sent()).hasSize(64);
        assertThat(rerun.nextDueNs()).isLessThanOrEqualTo(500 * MS);
        rerun.doWork(501 * MS);
        assertThat(wire.sent()).hasSize(100);
        assertThat(books.recorder().lateness().maxNs()).isZero();
    }
}
