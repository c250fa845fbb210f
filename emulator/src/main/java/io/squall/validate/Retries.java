package io.squall.validate;

import static io.squall.validate.Expected.exactly;
import static io.squall.validate.Expected.near;
import static io.squall.validate.Expected.percent;

import io.squall.record.Counter;
import java.util.ArrayList;
import java.util.List;

/** What back-offs, budgets and breakers make of a service that fails. */
final class Retries {
    private static final String CLIENTS = "clients";
    private static final String RETRY = "storms.clients.retry=";

    private Retries() {}

    static List<Experiment> policies() {
        List<Experiment> all = new ArrayList<>();
        for (String backoff : List.of(
                "fixed, base: 100 ms",
                "exponential, base: 50 ms, cap: 1 s",
                "equal-jitter, base: 50 ms, cap: 1 s",
                "full-jitter, base: 50 ms, cap: 1 s",
                "decorrelated, base: 50 ms, cap: 1 s")) {
            all.add(Experiment.of(
                    "failing-service",
                    List.of("plane.services.api.fails=50 %", RETRY + "{limit: 3, backoff: " + backoff + "}"),
                    new KnownAnswer(
                            "attempts a request, p .5, three retries, " + backoff,
                            "whatever the back-off",
                            CLIENTS,
                            percent(1.875, 1),
                            r -> r.ratio(CLIENTS, Counter.INTENDED, Counter.FIRST_TRIES)),
                    new KnownAnswer(
                            "the same: requests answered",
                            "1 − p⁴",
                            CLIENTS,
                            near(1 - Math.pow(.5, 4), .003),
                            r -> r.ratio(CLIENTS, Counter.ANSWERED, Counter.FIRST_TRIES))));
        }
        all.add(instants("exponential", "means 1, 2: (1 + 3) / 2", 2));
        all.add(instants("equal-jitter", "means .75, 1.5: (.75 + 2.25) / 2", 1.5));
        all.add(instants("full-jitter", "means .5, 1: (.5 + 1.5) / 2", 1));
        all.add(instants("decorrelated", "means 2, 3.5: (2 + 5.5) / 2", 3.75));
        all.add(Experiment.of(
                "failing-service",
                List.of("plane.services.api.fails=50 %", RETRY + "{limit: 1, backoff: fixed, base: 100 ms}"),
                new KnownAnswer(
                        "mean latency of the answered requests, p .5, one retry after 100 ms, ms",
                        "3 + (1/3)·103",
                        CLIENTS,
                        percent(2 + 102 / 3.0, 2),
                        r -> r.meanRequestMs(CLIENTS))));
        return all;
    }

    private static Experiment instants(String backoff, String source, double seconds) {
        return Experiment.of(
                "herd",
                List.of(
                        "storms.clients.population.closed.sources=20000",
                        RETRY + "{limit: 2, backoff: " + backoff + ", base: 1 s, cap: 24 h}"),
                new KnownAnswer(
                        "mean instant of the first two retries, " + backoff + ", base 1 s: s",
                        source,
                        CLIENTS,
                        near(seconds, .06),
                        r -> r.meanRetrySecond(CLIENTS)));
    }

    static List<Experiment> brakes() {
        return List.of(
                Experiment.of(
                        "failing-service",
                        List.of(
                                "plane.services.api.fails=50 %",
                                RETRY + "{limit: 9, budget: {deposit: success, ratio: 1, bucket: 500, cost: 5}}"),
                        new KnownAnswer(
                                "attempts a request, p .5, a fifth of a retry for each success",
                                "1 / (1 − (1 − p)/5), and bucket / cost",
                                CLIENTS,
                                percent(1 / .9 + 100 / .9 / 1e5, 1),
                                r -> r.ratio(CLIENTS, Counter.INTENDED, Counter.FIRST_TRIES))),
                Experiment.of(
                        "failing-service",
                        List.of(RETRY + "{limit: 3, budget: {deposit: request, ratio: 0, bucket: 10, floor: 10/s}}"),
                        new KnownAnswer(
                                "retries/s of a budget with a floor of 10/s and no deposit, p 1",
                                "floor",
                                CLIENTS,
                                percent(10, 2),
                                r -> r.perSecond(CLIENTS, Counter.INTENDED, 10, 90)
                                        - r.perSecond(CLIENTS, Counter.FIRST_TRIES, 10, 90))),
                Experiment.of(
                        "failing-service",
                        List.of(RETRY + "{limit: 3, budget: {deposit: request, ratio: 0.2, bucket: 10, floor: 10/s}}"),
                        new KnownAnswer(
                                "attempts/s at 1,000/s, b .2, floor 10/s, p 1",
                                "(1 + b)·λ + floor",
                                CLIENTS,
                                percent(1210, 1),
                                r -> r.perSecond(CLIENTS, Counter.SENT, 10, 90))),
                Experiment.of(
                        "failing-service",
                        List.of(RETRY + "{limit: 3, budget: {deposit: grpc}}"),
                        new KnownAnswer(
                                "retries in all, ten tokens, each failure costs one, none at half (gRPC A6), p 1",
                                "10 − 5 − 1",
                                CLIENTS,
                                exactly(4),
                                r -> r.total(CLIENTS, Counter.SENT) - r.total(CLIENTS, Counter.FIRST_TRIES))),
                Experiment.of(
                        "failing-service",
                        List.of(
                                "duration=301 s",
                                RETRY + "{limit: 0, breaker: {failures: 5, open: 30 s, scope: storm}}"),
                        new KnownAnswer(
                                "attempts sent in 301 s past a breaker of five failures and 30 s, p 1",
                                "5, 2 in flight, then one each 30 s",
                                CLIENTS,
                                near(17, 1),
                                r -> r.total(CLIENTS, Counter.SENT))));
    }
}
