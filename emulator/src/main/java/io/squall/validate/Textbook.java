package io.squall.validate;

import static io.squall.validate.Expected.near;
import static io.squall.validate.Expected.percent;

import io.squall.load.Spread;
import io.squall.record.Counter;
import io.squall.verdict.ClassFinding;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Results that stand in textbooks, each through a scenario as a reader of docs/scenario.md would write it. */
final class Textbook {
    private static final String LITTLE = "births and deaths";
    private static final String API = "plane.services.api=";

    private Textbook() {}

    static Stream<Experiment> all() {
        return Stream.of(
                        queues(),
                        services(),
                        populations(),
                        disciplines(),
                        tables(),
                        shapes(),
                        Retries.policies(),
                        Retries.brakes(),
                        starvation())
                .flatMap(List::stream);
    }

    private static KnownAnswer mean(String name, String source, String of, double expected, double percent) {
        return new KnownAnswer(name, source, of, percent(expected, percent), r -> r.meanMs(of));
    }

    private static List<Experiment> queues() {
        double exponential = 1 / (1 - .8);
        return List.of(
                Experiment.of(
                        "one-server",
                        List.of(),
                        mean(
                                "M/D/1, load .8: mean sojourn, ms",
                                "Pollaczek–Khinchine",
                                "packets",
                                1 + Formulas.mg1Wait(.8, 1, 1),
                                2)),
                Experiment.of(
                        "one-server",
                        List.of("paths.boundary.service=exponential"),
                        mean("M/M/1, load .8: mean sojourn, ms", "1 / (μ − λ)", "packets", exponential, 3),
                        new KnownAnswer(
                                "M/M/1, load .8: p99 of the sojourn, ms",
                                "ln 100 / (μ − λ)",
                                "packets",
                                percent(Math.log(100) * exponential, 3),
                                r -> r.latency("packets").p99Ns() / 1e6)),
                Experiment.of(
                        "one-server",
                        List.of("paths.boundary.service=exponential", "paths.boundary.discipline=lifo"),
                        mean(
                                "M/M/1, last come first served: mean sojourn, ms",
                                "1 / (μ − λ), conservation",
                                "packets",
                                exponential,
                                3)),
                Experiment.of(
                        "finite-queue",
                        List.of(
                                "paths.boundary.capacity=250/s",
                                "paths.boundary.parallel=4",
                                "storms.packets.ports=fresh"),
                        new KnownAnswer(
                                "four devices side by side, each M/D/1/10 at 1.2: loss",
                                "a split Poisson process is Poisson",
                                "packets",
                                near(Formulas.md1k(10, 1.2).full(), .0025),
                                r -> r.ratio("packets", Counter.FAILED, Counter.SENT))));
    }

    private static List<Experiment> services() {
        var several = Formulas.mmck(4, 10, 4.8);
        var lossy = Formulas.mmck(20, 20, 16);
        return List.of(
                impatient(.8),
                impatient(1.2),
                Experiment.of(
                        "service",
                        List.of(API + "{time: 0 ms .. 2 ms, workers: 1}"),
                        mean(
                                "M/G/1, uniform service: mean sojourn, ms",
                                "Pollaczek–Khinchine",
                                "requests",
                                1 + Formulas.mg1Wait(.8, 1, 4 / 3.0),
                                3)),
                Experiment.of(
                        "service",
                        List.of(API + "{time: exponential 6 ms, workers: 4, queue: 6}"),
                        refused("M/M/4/10, 4.8 erlang", LITTLE, several.full(), .004),
                        mean(
                                "M/M/4/10, 4.8 erlang: mean sojourn, ms",
                                "Little's law",
                                "requests",
                                6 * several.sojourn(4.8),
                                1)),
                Experiment.of(
                        "service",
                        List.of(API + "{time: exponential 20 ms, workers: 20, queue: 0}"),
                        refused("20 workers, no queue, 16 erlang", "Erlang B", lossy.full(), .003)),
                Experiment.of(
                        "service",
                        List.of(API + "{time: exponential 4 ms, workers: 4}"),
                        mean(
                                "M/M/4, 3.2 erlang: mean sojourn, ms",
                                "Erlang C",
                                "requests",
                                4 + Formulas.erlangC(4, 3.2) * 4 / (4 - 3.2),
                                2)));
    }

    private static List<Experiment> populations() {
        var repair = Formulas.birthDeath(20, n -> (20 - n) * .05, _ -> 1);
        return List.of(
                Experiment.of(
                        "service",
                        List.of(API + "{time: 20 ms p99 200 ms}", "storms.requests.timeout=60 s"),
                        new KnownAnswer(
                                "requests in a service without a bound, log-logistic: mean number",
                                "Little's law",
                                "requests",
                                percent(.8 * new Spread.LogLogistic(20, 200).meanNs(), 1),
                                r -> r.pending("requests", 100, 1000)),
                        quantile("p50", r -> r.latency("requests").p50Ns(), 1),
                        quantile("p90", r -> r.latency("requests").p90Ns(), 9),
                        quantile("p99", r -> r.latency("requests").p99Ns(), 99)),
                Experiment.of(
                        "service",
                        List.of(API + "{time: exponential 100 ms}", "storms.requests.timeout=200 ms"),
                        new KnownAnswer(
                                "timeouts at twice the mean of an exponential: share",
                                "e⁻²",
                                "requests",
                                near(Math.exp(-2), .002),
                                r -> r.ratio("requests", Counter.TIMED_OUT, Counter.SENT)),
                        mean(
                                "the same: mean latency, censored at the timeout, ms",
                                "m·(1 − e⁻²)",
                                "requests",
                                100 * (1 - Math.exp(-2)),
                                .5)),
                Experiment.of(
                        "closed-service",
                        List.of(),
                        new KnownAnswer(
                                "machine repairman, 20 clients, Z 1 s, service 50 ms: answers/s",
                                LITTLE,
                                "clients",
                                percent(20 * (1 - repair.idle()), 1),
                                r -> r.perSecond("clients", Counter.ANSWERED, 100, 2000)),
                        new KnownAnswer(
                                "the same: clients that wait",
                                LITTLE,
                                "clients",
                                percent(repair.inside(), 2),
                                r -> r.pending("clients", 100, 2000))),
                Experiment.of(
                        "closed-service",
                        List.of(API + "{time: 10 ms, slope: 1 ms}", "storms.clients.population.closed.think=0 s"),
                        new KnownAnswer(
                                "20 clients that never rest, 10 ms + 1 ms for each other one: answers/s",
                                "N / (base + (N − 1)·slope)",
                                "clients",
                                percent(20 / .029, 1),
                                r -> r.perSecond("clients", Counter.ANSWERED, 100, 2000))));
    }

    /** Requests that have waited too long are dropped when their turn comes; in silence, so that they time out. */
    private static Experiment impatient(double rho) {
        double late = rho * Math.exp(-(1 - rho) * 5);
        return Experiment.of(
                "service",
                List.of(
                        API + "{time: exponential 1 ms, workers: 1, drop-after: 5 ms}",
                        "storms.requests.population.open.rate=" + rho * 1000 + "/s",
                        "storms.requests.timeout=1 s"),
                new KnownAnswer(
                        "M/M/1 at " + rho + " that drops what has waited for five service times: share",
                        "Barrer 1957",
                        "requests",
                        near((1 - rho) * late / (1 - rho * late), .003),
                        r -> r.ratio("requests", Counter.TIMED_OUT, Counter.SENT)));
    }

    private static KnownAnswer refused(String name, String source, double expected, double off) {
        return new KnownAnswer(
                name + ": refused",
                source,
                "requests",
                near(expected, off),
                r -> r.ratio("requests", Counter.FAILED, Counter.SENT));
    }

    private static KnownAnswer quantile(String name, ToDoubleFunction<Reading> ns, double odds) {
        return new KnownAnswer(
                "log-logistic service, 20 ms p99 200 ms: " + name + ", ms",
                "median · (u / (1 − u))^(1/β)",
                "requests",
                percent(Formulas.logLogistic(20, 200, odds), 2),
                r -> ns.applyAsDouble(r) / 1e6);
    }

    private static List<Experiment> disciplines() {
        double residual = Formulas.mg1Wait(.8, 1, 1) * (1 - .8);
        String large = "bits, which two classes of 1,500 and 100 B share: packets/s of the ";
        return List.of(
                Experiment.of(
                        "two-classes",
                        List.of(),
                        mean(
                                "non-preemptive priority: mean sojourn of the first class, ms",
                                "Cobham 1954",
                                "first",
                                1 + residual / (1 - .3),
                                1),
                        mean(
                                "the same: of the second class, ms",
                                "Cobham 1954",
                                "second",
                                1 + residual / ((1 - .3) * (1 - .8)),
                                3)),
                Experiment.of(
                        "fair-shares",
                        List.of(),
                        share(large + "large, round robin", "large", 1e6 / 2 / 1500),
                        share(large + "small, round robin", "small", 1e6 / 2 / 100)),
                Experiment.of(
                        "fair-shares",
                        List.of("storms.small.population.open.rate=1/s", "paths.boundary.discipline=fifo"),
                        share("packets/s of 1,500 B through 8 Mbit/s", "large", 1e6 / 1500)),
                Experiment.of(
                        "fair-shares",
                        List.of("storms.small.population.open.rate=2000/s"),
                        share("packets/s of the small, which asks for less than half", "small", 2000),
                        share("packets/s of the large, which gets the rest", "large", (1e6 - 200e3) / 1500)),
                Experiment.of(
                        "codel",
                        List.of(),
                        new KnownAnswer(
                                "CoDel, twice the capacity that does not listen: drops in 10 s",
                                "n-th drop interval/√n after the one before",
                                "packets",
                                near(Formulas.codelDrops(.01, .1, 10), 1),
                                r -> r.dropped("packets", 0, 10))));
    }

    private static KnownAnswer share(String name, String of, double expected) {
        return new KnownAnswer(
                name,
                "bits a second / bits a packet",
                of,
                percent(expected, 1),
                r -> r.perSecond(of, Counter.ANSWERED, 10, 90));
    }

    private static List<Experiment> tables() {
        return List.of(
                Experiment.of(
                        "nat-refresh",
                        List.of(),
                        new KnownAnswer(
                                "entries of 1,000 sources, each refreshed every 40 s in the mean, hold 30 s",
                                "N·(1 − e^(−L/m))",
                                "sources",
                                percent(1000 * (1 - Math.exp(-.75)), 1),
                                r -> r.flows(100, 2000))),
                Experiment.of(
                        "flow-table",
                        List.of(
                                "duration=2000 s",
                                "paths.boundary.flows.entries=10000",
                                "paths.boundary.flows.udp=10 ms .. 10 s"),
                        new KnownAnswer(
                                "entries of 120 flows/s, held U(.01, 10) s",
                                "λ·L",
                                "flows",
                                percent(120 * 5.005, 1),
                                r -> r.flows(100, 2000))));
    }

    private static List<Experiment> shapes() {
        return List.of(Experiment.of(
                "shapes",
                List.of(),
                new KnownAnswer(
                        "attempts of a ramp from 0 to 100/s in 100 s",
                        "its integral",
                        "ramp",
                        near(5000, 1),
                        r -> r.total("ramp", Counter.INTENDED)),
                new KnownAnswer(
                        "the same: in its second half",
                        "its integral",
                        "ramp",
                        near(3750, 1),
                        r -> r.perSecond("ramp", Counter.INTENDED, 50, 100) * 50),
                new KnownAnswer(
                        "attempts of 10/s and nine bursts of 2 s at 500/s",
                        "its integral",
                        "bursts",
                        near(1000 + 9 * 1000, 1),
                        r -> r.total("bursts", Counter.INTENDED))));
    }

    private static List<Experiment> starvation() {
        return List.of(Experiment.of(
                "scripted-outage",
                List.of(),
                finding(
                        "outage from 30 s to 40 s: starved from, s",
                        "first unanswered probe",
                        30.005,
                        .006,
                        f -> f.spans().getFirst().enteredNs()),
                finding("the same: until, s", "the last lost one's cut + w", 40.8, 1e-6, f -> f.spans()
                        .getFirst()
                        .leftNs()),
                finding(
                        "the same: blind for, s",
                        "age > 3 periods, of 29.9 s, until 40 s",
                        9.8,
                        .011,
                        ClassFinding::blindNs),
                finding("the same: worst gap, s", "40 − 29.9", 10.1, .011, ClassFinding::worstGapNs),
                finding("the same: time to recover, s", "the exit − 40 s", .8, 1e-6, f -> f.timeToRecoverNs()
                        .orElseThrow()),
                finding(
                        "the same: overhang",
                        "time to recover / outage",
                        .08,
                        1e-6,
                        f -> 1e9 * f.overhang().orElseThrow())));
    }

    private static KnownAnswer finding(
            String name, String source, double expected, double off, ToDoubleFunction<ClassFinding> ns) {
        return new KnownAnswer(name, source, "dns", near(expected, off), r -> ns.applyAsDouble(r.control("dns")) / 1e9);
    }
}
