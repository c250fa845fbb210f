package io.squall.benchmarks;

import io.squall.load.Arrivals;
import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;
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
import java.util.stream.Stream;

/**
 * A storm like that of the preset {@code dec-7}, written down here so that figures of different days can be compared: 2,500
 * closed clients that retry every 250 ms, a device of 500 packets/s, four probe classes, a trigger at 12 s, 90 s in all.
 */
final class FixedStorm {
    private static final long MS = 1_000_000;
    private static final long S = 1_000 * MS;

    private FixedStorm() {}

    static Scenario scenario() {
        return new Scenario(
                "fixed-storm",
                "",
                "",
                new Seed(7),
                90 * S,
                phases(),
                Stream.of("boundary", "dns-path", "isolation")
                        .map(FixedStorm::path)
                        .toList(),
                new Spread.Uniform(10 * MS, 30 * MS),
                Map.of(),
                List.of(clients(), resolvers()),
                List.of(
                        probe("metrics", Transport.PUSH),
                        probe("dns", Transport.DNS),
                        probe("auth", Transport.TCP),
                        probe("deploy", Transport.TCP)),
                List.of(
                        mitigation(
                                "move-dns",
                                "dns",
                                8,
                                new Mitigation.Action.Move(List.of("dns", "resolvers"), "dns-path")),
                        mitigation("isolate", "auth", 18, new Mitigation.Action.Isolate("clients", 0.5, "isolation"))),
                S,
                3 * S,
                new Expectation(List.of(), null, 0),
                "",
                "");
    }

    private static List<Phase> phases() {
        return List.of(
                new Phase("calm", Phase.Kind.BASELINE, new Phase.End.After(12 * S), Map.of()),
                new Phase("trigger", Phase.Kind.TRIGGER, new Phase.End.After(S), Map.of("clients", 0.6)),
                new Phase("storm", Phase.Kind.STORM, new Phase.End.Until("move-dns"), Map.of()),
                new Phase("moved", Phase.Kind.MITIGATION, new Phase.End.Until("isolate"), Map.of()),
                new Phase("isolated", Phase.Kind.RECOVERY, new Phase.End.EndOfRun(), Map.of()));
    }

    private static Path path(String name) {
        return new Path(
                name,
                Rate.perSecond(500),
                14,
                Path.Discipline.FIFO,
                List.of(),
                Path.ServiceTime.DETERMINISTIC,
                Path.WhenFull.SILENCE);
    }

    private static StormSpec clients() {
        Behaviour behaviour = new Behaviour(
                Spread.around(250 * MS, 0.1),
                new RetryPolicy(new Backoff.Broken(new Backoff.Exponential(250 * MS, 8 * S)), RetryPolicy.UNLIMITED),
                false);
        return new StormSpec(
                "clients",
                Transport.TCP,
                "boundary",
                new Population.Closed(2_500, new Spread.Exponential(30 * S)),
                behaviour,
                StormSpec.Close.RST,
                null);
    }

    private static StormSpec resolvers() {
        return new StormSpec(
                "resolvers",
                Transport.DNS,
                "boundary",
                new Population.Open(64, Rate.perSecond(30), new Arrivals.Poisson()),
                new Behaviour(Spread.around(250 * MS, 0.1), RetryPolicy.NEVER, false),
                StormSpec.Close.RST,
                null);
    }

    private static ProbeSpec probe(String name, Transport transport) {
        return new ProbeSpec(name, transport, "boundary", 50 * MS, 10 * MS, 250 * MS, null);
    }

    private static Mitigation mitigation(String name, String whenStarved, long sightedS, Mitigation.Action action) {
        return new Mitigation(
                name, whenStarved, "metrics", "deploy", sightedS * S, 3 * sightedS * S, 2 * S, 5 * S, action);
    }
}
