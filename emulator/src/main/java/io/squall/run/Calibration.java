package io.squall.run;

import io.squall.guard.KillSwitch;
import io.squall.load.Spread;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Percentiles;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import io.squall.scenario.Path;
import io.squall.scenario.Phase;
import io.squall.scenario.Population;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import io.squall.time.Rate;
import io.squall.time.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Before a run on sockets: what do the probes see of this host alone? Two short scenarios made from the user's own: the storm runs into
 * a sink while the probes have a path without a limit, then the probes run alone. They also warm the code up.
 */
public final class Calibration {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long RAMP_NS = SECOND_NS;
    private static final long SETTLE_NS = SECOND_NS / 2;
    private static final long MEASURE_NS = 3 * SECOND_NS / 2;
    /** Of both scenarios together. */
    static final long LENGTH_NS = RAMP_NS + SETTLE_NS + 2 * MEASURE_NS;
    /** Longer than any run: a client of the calibration asks only when it is dropped. */
    private static final Spread NEVER_BY_ITSELF = new Spread.Fixed(1_000_000 * SECOND_NS);

    private static final String OPEN = "open";
    private static final String SINK = "sink";

    private final Scenario scenario;
    private final KillSwitch killSwitch;
    private final Waiting waiting;

    public Calibration(Scenario scenario, KillSwitch killSwitch, Waiting waiting) {
        this.scenario = scenario;
        this.killSwitch = killSwitch;
        this.waiting = waiting;
    }

    /** Takes some seconds; ends early when the kill switch is thrown. */
    public List<SelfHealth.Floor> floors() {
        Snapshot sink = run(intoSink());
        Snapshot idle = run(probesAlone());
        List<SelfHealth.Floor> floors = new ArrayList<>();
        for (ProbeSpec probe : scenario.probes()) {
            String name = probe.name();
            floors.add(new SelfHealth.Floor(
                    name, latency(idle, name, 0), loss(idle, name, 0), latency(sink, name, 2), loss(sink, name, 2)));
        }
        return floors;
    }

    private Snapshot run(Scenario variant) {
        return new SocketRun(variant, killSwitch, 0, List.of()).waiting(waiting).run(null, _ -> {});
    }

    private static Percentiles latency(Snapshot run, String name, int phase) {
        return run.latency().ofPhase(name, phase);
    }

    private static double loss(Snapshot run, String name, int phase) {
        ClassRecord c = run.classRecord(name);
        long sent = c.inPhase(phase, Counter.SENT);
        return sent == 0 ? 0 : 1 - c.inPhase(phase, Counter.ANSWERED) / (double) sent;
    }

    private Scenario intoSink() {
        List<StormSpec> storms = scenario.storms().stream()
                .map(s ->
                        new StormSpec(s.traffic().on(SINK), quiet(s.population()), s.behaviour(), s.close(), s.lane()))
                .toList();
        List<Phase> phases = List.of(
                new Phase("ramp", Phase.Kind.TRIGGER, new Phase.End.After(RAMP_NS), largestDrops(), false),
                new Phase("settle", Phase.Kind.WARM_UP, new Phase.End.After(SETTLE_NS), Map.of(), false),
                new Phase("sink", Phase.Kind.STORM, new Phase.End.EndOfRun(), Map.of(), false));
        return variant(phases, storms, RAMP_NS + SETTLE_NS + MEASURE_NS);
    }

    private Scenario probesAlone() {
        return variant(
                List.of(new Phase("idle", Phase.Kind.BASELINE, new Phase.End.EndOfRun(), Map.of(), false)),
                List.of(),
                MEASURE_NS);
    }

    private static Population quiet(Population population) {
        return switch (population) {
            case Population.Closed closed -> new Population.Closed(closed.sources(), NEVER_BY_ITSELF);
            case Population.Open open -> open;
        };
    }

    /** The largest share of each storm that any phase drops: as large as the run's own storm can begin. */
    private Map<String, Double> largestDrops() {
        Map<String, Double> largest = new HashMap<>();
        scenario.phases().forEach(p -> p.drop().forEach((storm, share) -> largest.merge(storm, share, Math::max)));
        return largest;
    }

    private Scenario variant(List<Phase> phases, List<StormSpec> storms, long durationNs) {
        List<ProbeSpec> probes = scenario.probes().stream()
                .map(p -> new ProbeSpec(p.traffic().on(OPEN), p.periodNs(), p.jitterNs(), p.deadlineNs()))
                .toList();
        return new Scenario(
                scenario.name(),
                scenario.title(),
                scenario.note(),
                scenario.seed(),
                durationNs,
                phases,
                List.of(path(OPEN, 1e6, 1 << 16), path(SINK, 1e-3, 1)),
                scenario.plane(),
                storms,
                probes,
                List.of(),
                scenario.judging(),
                scenario.expect(),
                scenario.source(),
                scenario.hash());
    }

    private static Path path(String name, double perSecond, int queue) {
        return Path.of(name, Rate.perSecond(perSecond), queue, new Path.Discipline.Fifo());
    }
}
