package io.squall.physics;

import static io.squall.physics.Bench.MS;
import static io.squall.physics.Bench.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.boundary.Device;
import io.squall.load.Arrivals;
import io.squall.load.Spread;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Timeline;
import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Path;
import io.squall.scenario.Population;
import io.squall.scenario.Transport;
import io.squall.time.Rate;
import java.util.List;
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
    private static final double C = 300;
    private static final long T_NS = S;
    private static final long BEFORE_NS = 30 * S;
    private static final long D_NS = 10 * S;
    private static final long OVER_NS = BEFORE_NS + D_NS;

    private static ClassRecord outage(double load, int places, Path.WhenFull whenFull, RetryPolicy retry, long watchNs) {
        Path path = new Path(
                "boundary",
                Rate.perSecond(C),
                places,
                Path.Discipline.FIFO,
                List.of(),
                Path.ServiceTime.DETERMINISTIC,
                whenFull);
        Device device = Device.of(path, 0, 1);
        long endNs = OVER_NS + watchNs;
        Bench bench = new Bench(SEED, endNs, new Spread.Fixed(0), List.of(Transport.PUSH), device);
        bench.storm(
                0,
                "clients",
                new Population.Open(100_000, Rate.perSecond(load), new Arrivals.Poisson()),
                new Behaviour(new Spread.Fixed(T_NS), retry, false));
        bench.runTo(BEFORE_NS);
        device.capacity(Rate.perSecond(0), BEFORE_NS);
        bench.runTo(OVER_NS);
        device.capacity(Rate.perSecond(C), OVER_NS);
        bench.runTo(endNs + T_NS);
        ClassRecord clients = bench.record("clients");
        assertThat(clients.total(Counter.SKIPPED)).as("a client for every request").isZero();
        return clients;
    }

    @ParameterizedTest
    @CsvSource({"280", "200", "140"})
    void without_retries_the_outage_is_over_within_twice_the_time_to_drain(double load) {
        double boundSeconds = 2 * (load * D_NS / S - C * T_NS / S) / (C - load);
        long watchNs = (long) (1.5 * boundSeconds * S);
        ClassRecord clients = outage(load, Integer.MAX_VALUE, Path.WhenFull.SILENCE, RetryPolicy.NEVER, watchNs);
        int last = 0;
        for (int cut = 0; Timeline.endNs(cut) < OVER_NS + watchNs; cut++) {
            last = clients.inCut(cut, Counter.TIMED_OUT) > 0 ? cut : last;
        }
        double recoveredSeconds = (Timeline.endNs(last) - OVER_NS) / 1e9;
        String what = "seconds from the outage to the last timeout without retries, load " + load + ", seed " + SEED;
        Figures.atMost(what, recoveredSeconds, boundSeconds);
        Figures.atLeast(what, recoveredSeconds, boundSeconds / 4);
    }

    static Stream<RetryPolicy> endlessPolicies() {
        return Stream.of(
                new RetryPolicy(new Backoff.Fixed(250 * MS), RetryPolicy.UNLIMITED),
                new RetryPolicy(new Backoff.Exponential(10 * MS, 2 * S), RetryPolicy.UNLIMITED),
                new RetryPolicy(new Backoff.FullJitter(100 * MS, 8 * S), RetryPolicy.UNLIMITED));
    }

    static Stream<RetryPolicy> policies() {
        RetryPolicy atOnceButThreeTimes = new RetryPolicy(new Backoff.None(), 3);
        return Stream.concat(Stream.of(RetryPolicy.NEVER, atOnceButThreeTimes), endlessPolicies());
    }

    @ParameterizedTest
    @MethodSource("policies")
    void with_free_rejects_and_a_queue_shorter_than_the_timeout_every_policy_recovers(RetryPolicy retry) {
        ClassRecord clients = outage(200, 200, Path.WhenFull.REJECT, retry, 60 * S);
        double delivery = lastTenSeconds(clients, Counter.ANSWERED) / lastTenSeconds(clients, Counter.INTENDED);
        Figures.atLeast("share answered 50 s after the outage, K < C·T, " + retry + ", seed " + SEED, delivery, 1);
        double amplification = lastTenSeconds(clients, Counter.INTENDED) / lastTenSeconds(clients, Counter.FIRST_TRIES);
        Figures.atMost("amplification 50 s after the outage, K < C·T, " + retry + ", seed " + SEED, amplification, 1);
    }

    @ParameterizedTest
    @MethodSource("endlessPolicies")
    void with_a_queue_longer_than_the_timeout_no_endless_policy_recovers(RetryPolicy retry) {
        ClassRecord clients = outage(200, 600, Path.WhenFull.REJECT, retry, 60 * S);
        double goodput = lastTenSeconds(clients, Counter.ANSWERED) / 10;
        Figures.atMost("answers/s 50 s after the outage, K > C·T, " + retry + ", seed " + SEED, goodput, 2);
    }

    @Test
    void with_a_queue_longer_than_the_timeout_but_no_retries_it_recovers() {
        ClassRecord clients = outage(200, 600, Path.WhenFull.REJECT, RetryPolicy.NEVER, 60 * S);
        double delivery = lastTenSeconds(clients, Counter.ANSWERED) / lastTenSeconds(clients, Counter.INTENDED);
        Figures.atLeast("share answered 50 s after the outage, K > C·T, no retries, seed " + SEED, delivery, 1);
    }

    private static double lastTenSeconds(ClassRecord clients, Counter counter) {
        int end = (int) ((OVER_NS + 60 * S) / Timeline.CUT_NS);
        return clients.inCuts(end - 100, end, counter);
    }
}
