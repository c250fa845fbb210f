package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.squall.guard.KillSwitch;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.MitigationRecord;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenes;
import io.squall.verdict.Law;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What changes while a run goes on: by the clock, by a phase's {@code set}, by a mitigation's. */
class ChangesTest {
    /** 20 s in four phases; what {@code set} says is so from 5 s to 10 s. */
    private static Snapshot run(String set, String clients, String more) {
        Snapshot run =
                new SimulatedRun(Scenes.of("""
                        seed: 5
                        duration: 20 s
                        phases:
                          - { name: before, kind: baseline, for: 5 s }
                          - { name: within, kind: storm, for: 5 s, set: { %s } }
                          - { name: after, kind: recovery, for: 5 s }
                          - { name: later, kind: recovery }
                        paths:
                          boundary: { capacity: 1000/s, queue: 10 }
                          other: { capacity: 1000/s, queue: 10 }
                        plane: { delay: 10 ms, services: { api: { time: 1 ms } } }
                        storms:
                          clients:
                            transport: tcp
                            path: boundary
                            service: api
                            timeout: 100 ms
                            %s
                        %s
                        """.formatted(set, clients, more)), new KillSwitch()).run(null, _ -> {});
        assertThat(Law.breaches(run)).isEmpty();
        return run;
    }

    private static final String HUNDRED = "population: { open: { sources: 1000, rate: 100/s, arrivals: paced } }";

    private static double perSecond(ClassRecord c, Counter counter, int from, int to) {
        return c.inCuts(10 * from, 10 * to, counter) / (double) (to - from);
    }

    private static void check(Snapshot run, Counter counter, double before, double within, double after, double off) {
        ClassRecord clients = run.classRecord("clients");
        assertThat(perSecond(clients, counter, 0, 5)).as("before").isCloseTo(before, offset(off));
        assertThat(perSecond(clients, counter, 5, 10)).as("within").isCloseTo(within, offset(off));
        assertThat(perSecond(clients, counter, 10, 20)).as("after").isCloseTo(after, offset(off));
    }

    @Test
    void a_share_of_the_requests_is_shed_before_it_is_sent() {
        Snapshot run = run("", "shed: 30 %\n    " + HUNDRED.replace("100/s", "5000/s"), "");
        ClassRecord clients = run.classRecord("clients");
        double n = clients.total(Counter.INTENDED);
        assertThat(clients.total(Counter.SHED) / n)
                .as("share shed of %.0f, seed 5", n)
                .isCloseTo(.3, offset(.006));
        assertThat(clients.total(Counter.SENT) / n).isCloseTo(.7, offset(.006));
    }

    @Test
    void a_phase_sheds_while_it_lasts() {
        check(run("storms: { clients: { shed: 100 % } }", HUNDRED, ""), Counter.SHED, 0, 100, 0, .2);
    }

    @Test
    void a_phase_has_a_rate_of_its_own_while_it_lasts() {
        String set = "storms: { clients: { population: { open: { rate: 400/s } } } }";
        check(run(set, HUNDRED, ""), Counter.INTENDED, 100, 400, 100, .5);
    }

    @Test
    void a_closed_population_thinks_otherwise_while_a_phase_lasts() {
        String set = "storms: { clients: { population: { closed: { think: exponential 40 ms } } } }";
        Snapshot run = run(set, "population: { closed: { sources: 100, think: exponential 988 ms } }", "");
        ClassRecord clients = run.classRecord("clients");
        assertThat(perSecond(clients, Counter.ANSWERED, 1, 5))
                .as("a round of 1 s")
                .isCloseTo(100, offset(20.0));
        assertThat(perSecond(clients, Counter.INTENDED, 7, 10))
                .as("thinks 40 ms")
                .isGreaterThan(400);
        assertThat(perSecond(clients, Counter.ANSWERED, 13, 20)).as("again 1 s").isCloseTo(100, offset(20.0));
    }

    @Test
    void a_path_is_out_while_a_phase_lasts() {
        Snapshot run = run("paths: { boundary: { capacity: 0/s } }", HUNDRED, "");
        check(run, Counter.TIMED_OUT, 0, 100, 0, .5);
    }

    @Test
    void a_storm_takes_another_path_while_a_phase_lasts() {
        Snapshot run = run("storms: { clients: { path: other } }", HUNDRED, "");
        assertThat(run.pathLog().offered(1, 0, 0, 49)).isZero();
        assertThat(run.pathLog().offered(1, 0, 49, 101)).isCloseTo(1_000, offset(4L));
        assertThat(run.pathLog().offered(1, 0, 101, 200)).isZero();
        check(run, Counter.ANSWERED, 100, 100, 100, .5);
    }

    @Test
    void a_service_fails_and_slows_while_a_phase_lasts() {
        check(run("plane: { services: { api: { fails: 100 % } } }", HUNDRED, ""), Counter.FAILED, 0, 100, 0, .5);
        check(run("plane: { services: { api: { time: 1 s } } }", HUNDRED, ""), Counter.TIMED_OUT, 0, 100, 0, 3);
        check(run("plane: { delay: 1 s }", HUNDRED, ""), Counter.TIMED_OUT, 0, 100, 0, 3);
    }

    /** Six legs turn five times: 150 ms within, and an answer is waited for 100 ms. */
    @Test
    void every_turn_of_an_attempt_takes_longer_while_a_phase_lasts() {
        check(run("plane: { delay: 30 ms }", "legs: 6\n    " + HUNDRED, ""), Counter.TIMED_OUT, 0, 100, 0, 3);
    }

    @Test
    void retries_are_others_while_a_phase_lasts() {
        String set = "storms: { clients: { retry: { limit: 3 } } }";
        String fails = "plane: { services: { api: { fails: 100 % } } }";
        check(run(set + ", " + fails, HUNDRED, ""), Counter.INTENDED, 100, 400, 100, 3);
    }

    @Test
    void null_takes_a_value_away_while_a_phase_lasts() {
        String fails = HUNDRED + "\n    retry: { limit: 3 }";
        String set =
                "storms: { clients: { retry: null, population: { open: { rate: null, rates: [{ at: 0 s, rate: 50/s }] } } } }";
        check(run(set + ", plane: { delay: 1 s }", fails, ""), Counter.INTENDED, 100, 50, 100, 5);
    }

    /** The boundary is out from 5 s on; capacity comes for good, also when the phase that took it away is over. */
    @Test
    void what_a_mitigation_sets_stays() {
        String operator = """
                probes:
                  auth: { transport: tcp, path: boundary, every: 50 ms, jitter: 10 ms, deadline: 250 ms }
                operator:
                  mend:
                    when: auth starved
                    decide: { sighted: 1 s }
                    set: { storms: { clients: { shed: 100 % } } }
                verdict: { window: 1 s, hold: 1 s }
                """;
        Snapshot run = run("paths: { boundary: { capacity: 0/s } }", HUNDRED, operator);
        long appliedNs = run.mitigations().getFirst().appliedNs().orElseThrow();
        assertThat(appliedNs / 1e9).as("applied in s").isBetween(7.0, 9.0);
        ClassRecord clients = run.classRecord("clients");
        int cut = run.timeline().cutOf(appliedNs);
        assertThat(clients.inCuts(0, cut, Counter.SHED)).isZero();
        assertThat(clients.inCuts(cut + 1, 200, Counter.SHED))
                .as("from then on, in this phase and in those after it")
                .isEqualTo(clients.inCuts(cut + 1, 200, Counter.INTENDED))
                .isGreaterThan(1_000);
        assertThat(perSecond(run.classRecord("auth"), Counter.ANSWERED, 11, 20))
                .as("the phase took its outage with it")
                .isCloseTo(20, offset(.2));
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_decision_that_takes_no_time_is_made_at_once() {
        String operator = """
                probes:
                  auth: { transport: tcp, path: boundary, every: 50 ms, jitter: 10 ms, deadline: 250 ms }
                operator:
                  mend:
                    when: auth starved
                    decide: { sighted: 0 s }
                    set: { storms: { clients: { shed: 100 % } } }
                verdict: { window: 1 s, hold: 1 s }
                """;
        MitigationRecord mend = run("paths: { boundary: { capacity: 0/s } }", HUNDRED, operator)
                .mitigations()
                .getFirst();
        assertThat(mend.decidedNs()).isEqualTo(mend.conditionNs()).isPresent();
    }

    @Test
    void an_open_population_follows_its_rates_and_bursts() {
        String rates = """
                population:
                      open:
                        sources: 1000
                        rates: [{ at: 0 s, rate: 0/s }, { at: 5 s, rate: 100/s }, { at: 10 s, rate: 100/s }, { at: 10 s, rate: 20/s }]
                        bursts: { every: 15 s, for: 1 s, rate: 500/s }
                        arrivals: paced
                """;
        ClassRecord clients = run("", rates, "").classRecord("clients");
        assertThat(clients.inCuts(0, 50, Counter.INTENDED)).as("the ramp").isBetween(249L, 251L);
        assertThat(clients.inCuts(0, 25, Counter.INTENDED)).as("half way").isBetween(62L, 64L);
        assertThat(clients.inCuts(50, 100, Counter.INTENDED)).as("level").isBetween(499L, 501L);
        assertThat(clients.inCuts(100, 150, Counter.INTENDED))
                .as("after the step")
                .isBetween(99L, 101L);
        assertThat(clients.inCuts(150, 160, Counter.INTENDED)).as("the burst").isBetween(519L, 521L);
        assertThat(clients.inCuts(160, 200, Counter.INTENDED)).as("after it").isBetween(79L, 81L);
    }

    /** What one of them needed the other makes superfluous: together they are no mistake, in whichever order they come. */
    @Test
    void a_phase_and_a_mitigation_that_need_different_keys_go_together() {
        String operator = """
                probes:
                  auth: { transport: tcp, path: boundary, every: 50 ms, jitter: 10 ms, deadline: 250 ms }
                operator:
                  mend:
                    when: auth starved
                    decide: { sighted: 0 s }
                    set: { paths: { boundary: { discipline: drr, quantum: 500 B } } }
                verdict: { window: 1 s, hold: 1 s }
                """;
        Snapshot run =
                run("paths: { boundary: { capacity: 1/s, discipline: codel, target: 5 ms } }", HUNDRED, operator);
        assertThat(run.mitigations().getFirst().appliedNs()).isPresent();
    }
}
