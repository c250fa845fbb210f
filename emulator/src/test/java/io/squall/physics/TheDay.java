package io.squall.physics;

import static io.squall.physics.Bench.MS;
import static io.squall.physics.Bench.S;

import io.squall.guard.KillSwitch;
import io.squall.load.Arrivals;
import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.record.Snapshot;
import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;
import io.squall.run.SimulatedRun;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Expectation;
import io.squall.scenario.Mitigation;
import io.squall.scenario.Path;
import io.squall.scenario.Phase;
import io.squall.scenario.Population;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import io.squall.scenario.Transport;
import io.squall.time.Rate;
import java.util.List;
import java.util.Map;

/** The preset dec-7 in code, and the ways to break it. */
final class TheDay {
    static final long TRIGGER_NS = 12 * S;
    static final long TRIGGER_END_NS = 13 * S;
    static final long DURATION_NS = 90 * S;
    static final List<String> CONTROLS = List.of("metrics", "dns", "auth", "deploy");

    private static final long TIMEOUT_NS = 250 * MS;
    private static final long BACKOFF_CAP_NS = 8 * S;

    private final long seed;
    private int queue = 14;
    private Spread planeDelay = new Spread.Uniform(10 * MS, 30 * MS);
    private long jitterNs = 10 * MS;
    private RetryPolicy retry = new RetryPolicy(
            new Backoff.Broken(new Backoff.FullJitter(TIMEOUT_NS, BACKOFF_CAP_NS)), RetryPolicy.UNLIMITED);
    private String metricsPath = "boundary";

    private TheDay(long seed) {
        this.seed = seed;
    }

    static TheDay of(long seed) {
        return new TheDay(seed);
    }

    TheDay queue(int places) {
        queue = places;
        return this;
    }

    TheDay planeDelay(Spread delay) {
        planeDelay = delay;
        return this;
    }

    TheDay periodicProbes() {
        jitterNs = 0;
        return this;
    }

    /** The back-off that was configured takes effect. */
    TheDay fullJitter() {
        retry = new RetryPolicy(new Backoff.FullJitter(TIMEOUT_NS, BACKOFF_CAP_NS), RetryPolicy.UNLIMITED);
        return this;
    }

    TheDay noRetries() {
        retry = RetryPolicy.NEVER;
        return this;
    }

    TheDay metricsOutOfBand() {
        metricsPath = "out-of-band";
        return this;
    }

    Scenario scenario() {
        return new Scenario(
                "the-day",
                "7 December 2021 in five acts",
                "Every magnitude here is illustrative.",
                new Seed(seed),
                DURATION_NS,
                phases(),
                List.of(path("boundary"), path("dns-path"), path("isolation"), path("out-of-band")),
                planeDelay,
                Map.of(),
                storms(),
                List.of(
                        probe("metrics", Transport.PUSH, metricsPath),
                        probe("dns", Transport.DNS, "boundary"),
                        probe("auth", Transport.TCP, "boundary"),
                        probe("deploy", Transport.TCP, "boundary")),
                mitigations(),
                S,
                3 * S,
                new Expectation(CONTROLS, false, 0),
                "",
                "");
    }

    Snapshot run() {
        return new SimulatedRun(scenario(), new KillSwitch()).run(null, _ -> {});
    }

    private List<Phase> phases() {
        return List.of(
                new Phase("ordinary-morning", Phase.Kind.BASELINE, new Phase.End.After(TRIGGER_NS), Map.of()),
                new Phase(
                        "scaling-activity",
                        Phase.Kind.TRIGGER,
                        new Phase.End.After(TRIGGER_END_NS - TRIGGER_NS),
                        Map.of("clients", .6)),
                new Phase("monitoring-dark", Phase.Kind.STORM, new Phase.End.Until("move-dns"), Map.of()),
                new Phase("dns-moved", Phase.Kind.MITIGATION, new Phase.End.Until("isolate-top-sources"), Map.of()),
                new Phase("top-sources-isolated", Phase.Kind.RECOVERY, new Phase.End.EndOfRun(), Map.of()));
    }

    private Path path(String name) {
        return new Path(
                name,
                Rate.perSecond(500),
                queue,
                Path.Discipline.FIFO,
                List.of(),
                Path.ServiceTime.DETERMINISTIC,
                Path.WhenFull.SILENCE);
    }

    private List<StormSpec> storms() {
        Spread timeout = Spread.around(TIMEOUT_NS, .1);
        return List.of(
                new StormSpec(
                        "clients",
                        Transport.TCP,
                        "boundary",
                        new Population.Closed(2_500, new Spread.Exponential(30 * S)),
                        new Behaviour(timeout, retry, false),
                        StormSpec.Close.RST,
                        null),
                new StormSpec(
                        "resolvers",
                        Transport.DNS,
                        "boundary",
                        new Population.Open(64, Rate.perSecond(30), new Arrivals.Poisson()),
                        new Behaviour(timeout, RetryPolicy.NEVER, false),
                        StormSpec.Close.RST,
                        null));
    }

    private ProbeSpec probe(String name, Transport transport, String path) {
        return new ProbeSpec(name, transport, path, 50 * MS, jitterNs, 250 * MS, null);
    }

    private static List<Mitigation> mitigations() {
        return List.of(
                new Mitigation(
                        "move-dns",
                        "dns",
                        "metrics",
                        "deploy",
                        8 * S,
                        24 * S,
                        2 * S,
                        5 * S,
                        new Mitigation.Action.Move(List.of("dns", "resolvers"), "dns-path")),
                new Mitigation(
                        "isolate-top-sources",
                        "auth",
                        "metrics",
                        "deploy",
                        18 * S,
                        42 * S,
                        2 * S,
                        6 * S,
                        new Mitigation.Action.Isolate("clients", .5, "isolation")));
    }
}
