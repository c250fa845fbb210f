package io.squall.validate;

import static io.squall.validate.Expected.percent;

import io.squall.record.Counter;
import io.squall.validate.Expected.AtLeast;
import io.squall.validate.Expected.AtMost;
import java.util.ArrayList;
import java.util.List;

/**
 * An open load on a server of C = 300/s, one leg, clients that give up T = 1 s after the send of each attempt; from 30 s on nothing is
 * served for D = 10 s, and work queues.
 *
 * <pre>
 *     queue ▲    ╱╲                 no retries: it drains at C − λ and answers in time again once it is below C·T
 *           │   ╱   ╲               K &lt; C·T, free rejects: whatever is accepted is answered in time, whoever retries
 *     C·T ──┼──╱──────╲───          K &gt; C·T: whatever is accepted is stale, and comes again
 *           └──┴─D─┴───╲──►
 * </pre>
 */
final class Outages {
    private static final String CLIENTS = "clients";
    private static final String DRAIN = "drain of the backlog λ·Σ(D − kT)⁺, less what is still in time";

    private Outages() {}

    private static Experiment outage(
            double load, String arrivals, int retries, double watch, String more, KnownAnswer... answers) {
        List<String> sets = new ArrayList<>(List.of(
                "duration=" + (long) Math.ceil((41 + watch) * 1000) + " ms",
                "storms.clients.population.open.rate=" + load + "/s",
                "storms.clients.population.open.arrivals=" + arrivals,
                "storms.clients.retry.limit=" + retries));
        if (!more.isEmpty()) {
            sets.addAll(List.of(more.split(" ; ")));
        }
        return new Experiment("outage", sets, List.of(answers));
    }

    /** Seconds from the end of the outage until no attempt times out any more, of those whose fate is known when the run ends. */
    private static double recovered(Reading r) {
        return r.lastTimeoutSecond(CLIENTS, r.durationSeconds() - 1) - 40;
    }

    private static KnownAnswer recovery(String name, String source, Expected expected) {
        return new KnownAnswer(name, source, CLIENTS, expected, Outages::recovered);
    }

    static List<Experiment> hiddenCapacity() {
        List<Experiment> all = new ArrayList<>();
        all.add(outage(
                280,
                "poisson",
                1,
                360,
                "",
                new KnownAnswer(
                        "attempts/s above hidden capacity, load 280/s",
                        "(1 + R)·λ",
                        CLIENTS,
                        percent(560, 3),
                        r -> r.perSecond(CLIENTS, Counter.INTENDED, 300, 400)),
                new KnownAnswer(
                        "answers/s above hidden capacity, load 280/s",
                        "all work is stale",
                        CLIENTS,
                        new AtMost(2.8),
                        r -> r.perSecond(CLIENTS, Counter.ANSWERED, 300, 400))));
        all.add(outage(
                140, "poisson", 1, 360, "", recovery("s to recover, load 140/s, one retry", DRAIN, new AtMost(180))));
        double[][] paced = {{200, 0}, {280, 0}, {120, 1}, {140, 1}, {90, 2}};
        for (double[] row : paced) {
            int retries = (int) row[1];
            double seconds = Formulas.recovery(row[0], 300, 10, 1, retries);
            // The last attempt that timed out is at most one cut away from the instant of recovery.
            all.add(outage(
                    row[0],
                    "paced",
                    retries,
                    2 * seconds,
                    "",
                    recovery(
                            "s to recover, paced %s/s, retries %d".formatted(Expected.number(row[0]), retries),
                            DRAIN,
                            new Expected.Near(seconds, .01 * seconds + .1, "± 1 % and a cut"))));
        }
        all.add(outage(
                150,
                "paced",
                1,
                620,
                "",
                new KnownAnswer(
                        "hidden capacity, requests/s, watched for 600 s",
                        "(C·H + C·T) / ((1 + R)·H + Σ(D − kT)⁺)",
                        CLIENTS,
                        percent(Formulas.hiddenCapacity(300, 10, 1, 1, 600), 1.5),
                        Outages::bisectHiddenCapacity)));
        return all;
    }

    private static double bisectHiddenCapacity(Reading reading) {
        double survives = 100;
        double fails = 200;
        while (fails - survives > .2) {
            double load = (survives + fails) / 2;
            boolean recovers = recovered(reading.again("storms.clients.population.open.rate=" + load + "/s")) <= 600;
            survives = recovers ? load : survives;
            fails = recovers ? fails : load;
        }
        return (survives + fails) / 2;
    }

    static List<Experiment> controlRuns() {
        List<Experiment> all = new ArrayList<>();
        for (double load : new double[] {280, 200, 140}) {
            double bound = 2 * (load * 10 - 300) / (300 - load);
            String name = "s to recover without retries, load " + Expected.number(load) + "/s: ";
            all.add(outage(
                    load,
                    "poisson",
                    0,
                    1.5 * bound,
                    "seed=11",
                    recovery(name + "at most", "2·(λD − C·T)/(C − λ)", new AtMost(bound)),
                    recovery(name + "at least", "an eighth of it", new AtLeast(bound / 4))));
        }
        List<String> endless = List.of(
                "{backoff: fixed, base: 250 ms}",
                "{backoff: exponential, base: 10 ms, cap: 2 s}",
                "{backoff: full-jitter, base: 100 ms, cap: 8 s}");
        List<String> policies = new ArrayList<>(List.of("{limit: 0}", "{limit: 3}"));
        policies.addAll(endless);
        for (String policy : policies) {
            all.add(rejecting(200, policy, new AtLeast(1)));
        }
        for (String policy : endless) {
            all.add(rejecting(600, policy, new AtMost(.01)));
        }
        all.add(rejecting(600, "{limit: 0}", new AtLeast(1)));
        return all;
    }

    /** With free rejects; C·T = 300. */
    private static Experiment rejecting(int places, String policy, Expected expected) {
        String path = "paths.boundary.when-full=reject ; paths.boundary.queue=" + places;
        return outage(
                200,
                "poisson",
                0,
                60,
                "seed=11 ; " + path + " ; storms.clients.retry=" + policy,
                new KnownAnswer(
                        "answered 50 s after the outage, K " + places + ", C·T 300, retry " + policy,
                        "what is accepted is in time if K < C·T",
                        CLIENTS,
                        expected,
                        r -> r.perSecond(CLIENTS, Counter.ANSWERED, 90, 100)
                                / r.perSecond(CLIENTS, Counter.INTENDED, 90, 100)));
    }
}
