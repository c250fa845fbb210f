package io.squall.validate;

import static io.squall.validate.Expected.exactly;
import static io.squall.validate.Expected.near;
import static io.squall.validate.Expected.percent;

import io.squall.record.Counter;
import io.squall.record.Percentiles;
import io.squall.validate.Expected.AtLeast;
import io.squall.validate.Expected.AtMost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Known answers of the physics of a storm. An emulator that does not reproduce them is wrong. */
final class KnownAnswers {
    private static final String QUEUE = "paths.boundary.queue=";
    private static final String CLIENTS = "clients";
    private static final String AMPLIFICATION = "(1 − p^(R+1)) / (1 − p)";

    private KnownAnswers() {}

    static Stream<Experiment> all() {
        return Stream.of(
                        finiteQueues(),
                        amplification(),
                        budgets(),
                        Outages.hiddenCapacity(),
                        herd(),
                        tables(),
                        tippingPoint(),
                        equilibria(),
                        controlUnderStorm(),
                        stall(),
                        Outages.controlRuns(),
                        phaseLock(),
                        schedules())
                .flatMap(List::stream);
    }

    private static List<Experiment> finiteQueues() {
        List<Experiment> all = new ArrayList<>();
        for (int k : new int[] {5, 10, 20}) {
            var deterministic = Formulas.md1k(k, 1.2);
            var exponential = Formulas.mmck(1, k, 1.2);
            all.add(finiteQueue("M/D/1/" + k, "deterministic", k, deterministic, .0025));
            all.add(finiteQueue("M/M/1/" + k, "exponential", k, exponential, .004));
        }
        return all;
    }

    private static Experiment finiteQueue(String name, String service, int k, Formulas.Steady steady, double off) {
        String source = service.equals("exponential") ? "births and deaths" : "chain embedded at departures";
        return Experiment.of(
                "finite-queue",
                List.of(QUEUE + k, "paths.boundary.service=" + service),
                new KnownAnswer(
                        name + ", load 1.2: loss",
                        source,
                        "packets",
                        near(steady.full(), off),
                        r -> r.ratio("packets", Counter.FAILED, Counter.SENT)),
                new KnownAnswer(
                        name + ", load 1.2: mean sojourn, service times",
                        source + ", Little's law",
                        "packets",
                        percent(steady.sojourn(1.2), 1),
                        r -> r.meanMs("packets")),
                new KnownAnswer(
                        name + ", load 1.2: mean wait at the device, service times",
                        source + ", Little's law",
                        "packets",
                        percent(steady.sojourn(1.2) - 1, 1),
                        r -> r.meanWaitMs(0)));
    }

    private static List<Experiment> amplification() {
        List<Experiment> all = new ArrayList<>();
        all.add(amplification(.5, 1, 1));
        all.add(amplification(.5, 3, 1));
        all.add(amplification(.5, Double.POSITIVE_INFINITY, 1));
        all.add(amplification(.9, 3, 1));
        all.add(amplification(.9, Double.POSITIVE_INFINITY, 2));
        all.add(Experiment.of(
                "three-layers",
                List.of(),
                new KnownAnswer(
                        "calls to the lowest of three layers of four attempts, each request",
                        "4³",
                        CLIENTS,
                        exactly(64),
                        r -> r.taken("store") / r.total(CLIENTS, Counter.FIRST_TRIES))));
        return all;
    }

    private static Experiment amplification(double p, double retries, double percent) {
        String limit = Double.isInfinite(retries) ? "unlimited" : Integer.toString((int) retries);
        return Experiment.of(
                "failing-service",
                List.of("plane.services.api.fails=" + p, "storms.clients.retry.limit=" + limit),
                attempts(
                        "attempts a request, p " + p + ", retries " + limit,
                        AMPLIFICATION,
                        percent(Formulas.amplification(p, retries), percent)));
    }

    private static KnownAnswer attempts(String name, String source, Expected expected) {
        return new KnownAnswer(
                name, source, CLIENTS, expected, r -> r.ratio(CLIENTS, Counter.INTENDED, Counter.FIRST_TRIES));
    }

    private static List<Experiment> budgets() {
        return List.of(
                Experiment.of(
                        "failing-service",
                        List.of("storms.clients.retry={limit: 3, budget: {deposit: request}}"),
                        attempts(
                                "attempts a request, a deposit of .1 for each request, p 1", "1 + b", near(1.1, .002))),
                Experiment.of(
                        "failing-service",
                        List.of("storms.clients.retry={limit: 3, budget: {deposit: success}}"),
                        attempts(
                                "attempts a request, a deposit for each success, p 1",
                                "1 + bucket / n",
                                near(1 + 10 / 1e5, 1e-6))),
                throttle(2),
                throttle(1.1));
    }

    private static Experiment throttle(double k) {
        return Experiment.of(
                "throttled-clients",
                List.of("storms.clients.retry.throttle.k=" + k),
                new KnownAnswer(
                        "sent a second, throttle K " + k + ", capacity 200/s, demand 1,000/s",
                        "K · accepted (SRE, ch. 21)",
                        CLIENTS,
                        percent(k * 200, 2),
                        r -> r.perSecond(CLIENTS, Counter.SENT, 240, 480)));
    }

    private static List<Experiment> herd() {
        String peak = "position of the peak, in units of base";
        return List.of(
                Experiment.of(
                        "herd",
                        List.of(),
                        new KnownAnswer(
                                "most retries in a window of base/50, no jitter",
                                "all at once",
                                CLIENTS,
                                exactly(100_000),
                                r -> r.peakRetries(CLIENTS))),
                Experiment.of(
                        "herd",
                        List.of("storms.clients.retry.backoff=full-jitter"),
                        new KnownAnswer(
                                "most retries in a window of base/50, full jitter",
                                "Σ of the densities of the n-th retry",
                                CLIENTS,
                                percent(100_000 * Formulas.fullJitterRetries(.98), 5),
                                r -> r.peakRetries(CLIENTS)),
                        new KnownAnswer(
                                peak,
                                "greatest density at 1",
                                CLIENTS,
                                near(.925, .075),
                                r -> r.peakSecond(CLIENTS) / 5)));
    }

    private static List<Experiment> tables() {
        List<Experiment> all = new ArrayList<>();
        double blocking = Formulas.mmck(100, 100, 120).full();
        for (String hold : List.of("exponential 1 s", "1 s")) {
            all.add(Experiment.of(
                    "flow-table",
                    List.of("paths.boundary.flows.udp=" + hold),
                    new KnownAnswer(
                            "flows refused, 100 entries, 120 erlang, hold " + hold,
                            "Erlang B",
                            "flows",
                            near(blocking, .004),
                            r -> r.ratio("flows", 1, Counter.TIMED_OUT, Counter.SENT)),
                    new KnownAnswer(
                            "the same, by the books of the table",
                            "Erlang B",
                            "flows",
                            near(blocking, .004),
                            r -> r.tableDrops("flows", 20, 8360) / (double) r.total("flows", 1, Counter.SENT))));
        }
        all.add(Experiment.of(
                "flow-table",
                List.of(
                        "duration=27 s",
                        "paths.boundary.flows.entries=262144",
                        "paths.boundary.flows.udp=120 s",
                        "storms.flows.population.open={sources: 1000, rate: 10000/s, arrivals: paced}"),
                new KnownAnswer(
                        "s to the first refusal of 262,144 entries at 10,000/s",
                        "N / λ",
                        "flows",
                        near(26.2144, 1e-6),
                        r -> r.firstUnansweredSecond("flows"))));
        all.add(Experiment.of(
                "ports",
                List.of(),
                new KnownAnswer(
                        "connections/s, 28,232 ports held 60 s",
                        "N / L",
                        "connections",
                        percent(28_232 / 60.0, 1),
                        r -> r.perSecond("connections", Counter.ANSWERED, 600, 1200))));
        return all;
    }

    private static List<Experiment> tippingPoint() {
        List<Experiment> all = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            all.add(tippingPoint(2_800, seed, new AtMost(999)));
            all.add(tippingPoint(3_500, seed, new AtLeast(4_501)));
        }
        return all;
    }

    private static Experiment tippingPoint(int from, int seed, Expected expected) {
        return Experiment.of(
                "tipping-point",
                List.of("seed=" + seed, "storms.first.population.closed.sources=" + from),
                new KnownAnswer(
                        "pending after 80 s, from " + from,
                        "tipping point θ(C − λ)²/λ = 3,200",
                        "fresh",
                        expected,
                        r -> r.pending("first", 79.5, 80.5) + r.pending("fresh", 79.5, 80.5)));
    }

    private static List<Experiment> equilibria() {
        return List.of(
                equilibrium(850, 1, 30_000, 20_000, 1200, 2),
                equilibrium(850, 1, 30_000, 1_500, 300, 6),
                equilibrium(970, 1, 30_000, 24_000, 240, 2),
                equilibrium(970, 1, 15_000, 8_000, 600, 6),
                equilibrium(1940, 1, 30_000, 15_000, 600, 6),
                equilibrium(850, 2, 30_000, 20_500, 240, 2));
    }

    /** Of the stable points the one of the side on which it starts; a single one is watched for longer, since few are pending. */
    private static Experiment equilibrium(
            int capacity, int interval, int clients, int from, int seconds, double percent) {
        List<Double> roots = Formulas.equilibria(clients, 150, capacity, interval);
        boolean single = roots.size() == 1;
        boolean above = roots.size() == 3 && from > roots.get(1);
        return Experiment.of(
                "equilibrium",
                List.of(
                        "duration=" + seconds + " s",
                        String.format(Locale.ROOT, "phases.start.drop.clients=%.6f", from / (double) clients),
                        "paths.boundary.capacity=" + capacity + "/s",
                        "storms.clients.population.closed.sources=" + clients,
                        "storms.clients.timeout=exponential " + interval + " s"),
                new KnownAnswer(
                        "pending of %d clients, C %d/s, θ %d s, from %d".formatted(clients, capacity, interval, from),
                        "(K − X)/Z = s(X)",
                        CLIENTS,
                        percent(above ? roots.getLast() : roots.getFirst(), percent),
                        r -> r.pending(CLIENTS, seconds - (single ? 300.0 : 60.0), seconds)));
    }

    private static List<Experiment> controlUnderStorm() {
        return List.of(
                Experiment.of(
                        "control-under-storm",
                        List.of(),
                        new KnownAnswer(
                                "loss of a control class in a shared queue, load 1.25",
                                "chain embedded at departures, PASTA",
                                "control",
                                near(Formulas.md1k(64, 1.25).full(), .005),
                                r -> r.ratio("control", Counter.TIMED_OUT, Counter.SENT))),
                Experiment.of(
                        "control-under-storm",
                        List.of("paths.boundary.discipline=priority", "paths.boundary.prefer=[control]"),
                        new KnownAnswer(
                                "loss of a control class with strict priority",
                                "a buffer of its own",
                                "control",
                                exactly(0),
                                r -> r.ratio("control", Counter.TIMED_OUT, Counter.SENT)),
                        new KnownAnswer(
                                "its mean wait, service times",
                                "½ / (1 − .05), the server always busy",
                                "control",
                                percent(.5 / .95, 2),
                                r -> r.meanMs("control") - 1)));
    }

    private static List<Experiment> stall() {
        return List.of(Experiment.of(
                "stall",
                List.of(),
                stalled("mean, s", near(25, .01), p -> p.meanNs() / 1e9),
                stalled("p50, ms", percent(1, .1), p -> p.p50Ns() / 1e6),
                stalled("p75, s", percent(50, .1), p -> p.p75Ns() / 1e9)));
    }

    private static KnownAnswer stalled(String what, Expected expected, ToDoubleFunction<Percentiles> figure) {
        return new KnownAnswer(
                "requests of 1 ms, the second half stalled: " + what,
                "latency = done − intended",
                "requests",
                expected,
                r -> figure.applyAsDouble(r.whole("requests")));
    }

    private static List<Experiment> schedules() {
        return List.of(
                schedule("tcp-syn-classic", "net/ipv4: six retries, doubled", 0, 1, 3, 7, 15, 31, 63, 127),
                schedule("tcp-syn-linear-4", "tcp_syn_linear_timeouts", 0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67, 131),
                schedule("dns-stub", "resolv.conf(5): timeout 5, attempts 2", 0, 5, 10));
    }

    /** @param seconds of all attempts, and of the failure */
    private static Experiment schedule(String profile, String source, double... seconds) {
        List<KnownAnswer> answers = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            int attempt = i;
            boolean failure = i == seconds.length - 1;
            answers.add(new KnownAnswer(
                    profile + (failure ? ": it fails at, s" : ": attempt " + (i + 1) + " at, s"),
                    source,
                    "client",
                    exactly(seconds[i]),
                    r -> r.triesSeconds("client").get(attempt)));
        }
        return Experiment.of("tries", List.of("storms.client.profile=" + profile), answers.toArray(KnownAnswer[]::new));
    }

    private static List<Experiment> phaseLock() {
        return List.of(
                probed("jittered by a service time", "1 ms", "10000 s", near(.5, .02)),
                probed("without jitter, locked to the server", "0 s", "1000 s", new AtMost(.02)));
    }

    private static Experiment probed(String how, String jitter, String duration, Expected expected) {
        return Experiment.of(
                "phase-lock",
                List.of("duration=" + duration, "probes.metrics.jitter=" + jitter),
                new KnownAnswer(
                        "loss of probes at a load of 2, " + how,
                        "1 − 1/ρ",
                        "metrics",
                        expected,
                        r -> r.ratio("metrics", Counter.TIMED_OUT, Counter.SENT)));
    }
}
