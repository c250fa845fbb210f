package io.squall.physics;

import io.squall.record.Counter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Known answer 11, the check for artefacts: a storm must end where nothing feeds it. C = 300/s, T = 1 s from the send of each
 * attempt, D = 10 s in which nothing is served and work queues, one leg.
 *
 * <pre>
 *     queue ▲    ╱╲                 no retries: it drains at C − λ and answers in time again once it is below C·T
 *           │   ╱   ╲               K &lt; C·T, free rejects: whatever is accepted is answered in time, whoever retries
 *     C·T ──┼──╱──────╲───          K &gt; C·T: whatever is accepted is stale, and comes again
 *           └──┴─D─┴───╲──►
 * </pre>
 */
class ControlRunTest {
    private static final long SEED = 11;
    private static final String NEVER = "limit: 0";

    @ParameterizedTest
    @CsvSource({"280", "200", "140"})
    void without_retries_the_outage_is_over_within_twice_the_time_to_drain(double load) {
        double bound = 2 * (load * Outage.D - Outage.C * Outage.T) / (Outage.C - load);
        Outage outage = Outage.unbounded(SEED, load, "poisson", NEVER, 1.5 * bound);
        String what = "seconds from the outage to the last timeout without retries, load " + load + ", seed " + SEED;
        Figures.atMost(what, outage.recoverySeconds(), bound);
        Figures.atLeast(what, outage.recoverySeconds(), bound / 4);
    }

    static Stream<String> endlessPolicies() {
        return Stream.of(
                "backoff: fixed, base: 250 ms",
                "backoff: exponential, base: 10 ms, cap: 2 s",
                "backoff: full-jitter, base: 100 ms, cap: 8 s");
    }

    static Stream<String> policies() {
        String atOnceButThreeTimes = "limit: 3";
        return Stream.concat(Stream.of(NEVER, atOnceButThreeTimes), endlessPolicies());
    }

    @ParameterizedTest
    @MethodSource("policies")
    void with_free_rejects_and_a_queue_shorter_than_the_timeout_every_policy_recovers(String retry) {
        Outage outage = Outage.rejecting(SEED, 200, 200, retry, 60);
        double delivery = outage.perSecondAtTheEnd(Counter.ANSWERED) / outage.perSecondAtTheEnd(Counter.INTENDED);
        Figures.atLeast("share answered 50 s after the outage, K < C·T, " + retry + ", seed " + SEED, delivery, 1);
        double amplification =
                outage.perSecondAtTheEnd(Counter.INTENDED) / outage.perSecondAtTheEnd(Counter.FIRST_TRIES);
        Figures.atMost("amplification 50 s after the outage, K < C·T, " + retry + ", seed " + SEED, amplification, 1);
    }

    @ParameterizedTest
    @MethodSource("endlessPolicies")
    void with_a_queue_longer_than_the_timeout_no_endless_policy_recovers(String retry) {
        Outage outage = Outage.rejecting(SEED, 200, 600, retry, 60);
        double goodput = outage.perSecondAtTheEnd(Counter.ANSWERED);
        Figures.atMost("answers/s 50 s after the outage, K > C·T, " + retry + ", seed " + SEED, goodput, 2);
    }

    @Test
    void with_a_queue_longer_than_the_timeout_but_no_retries_it_recovers() {
        Outage outage = Outage.rejecting(SEED, 200, 600, NEVER, 60);
        double delivery = outage.perSecondAtTheEnd(Counter.ANSWERED) / outage.perSecondAtTheEnd(Counter.INTENDED);
        Figures.atLeast("share answered 50 s after the outage, K > C·T, no retries, seed " + SEED, delivery, 1);
    }
}
