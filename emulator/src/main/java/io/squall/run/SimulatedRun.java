package io.squall.run;

import io.squall.boundary.Boundary;
import io.squall.guard.Cap;
import io.squall.guard.DeadMan;
import io.squall.guard.KillSwitch;
import io.squall.journal.Journalist;
import io.squall.plane.ControlPlane;
import io.squall.probe.Probe;
import io.squall.record.LatencyLog;
import io.squall.record.Ledger;
import io.squall.record.PathLog;
import io.squall.record.Recorder;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import io.squall.scenario.Path;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.time.Actor;
import io.squall.wire.sim.SimNetwork;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A scenario in virtual time, on one thread: jumps from due instant to due instant. Deterministic to the last bit. */
public final class SimulatedRun {
    private final Scenario scenario;
    private final KillSwitch killSwitch;
    private Ensemble.Crowds crowds = Ensemble.Crowds.DESCRIBED;
    private final long heapBytes;
    private @Nullable Journalist journalist;

    public SimulatedRun(Scenario scenario, KillSwitch killSwitch) {
        this(scenario, killSwitch, Demand.heapLimit());
    }

    /** @param heapBytes its share, if other runs have theirs at the same time */
    SimulatedRun(Scenario scenario, KillSwitch killSwitch, long heapBytes) {
        this.scenario = scenario;
        this.killSwitch = killSwitch;
        this.heapBytes = heapBytes;
    }

    /** Puts a recorded storm in the place of the scenario's own. */
    public SimulatedRun replaying(Replay replay) {
        crowds = replay.crowds(false);
        return this;
    }

    /** Records the run. */
    public SimulatedRun recordedBy(@Nullable Journalist by) {
        journalist = by;
        return this;
    }

    /** @param hlog where interval histograms go; null for nowhere */
    public Snapshot run(@Nullable PrintStream hlog, Consumer<Beat> watcher) {
        Timeline timeline =
                new Timeline(scenario.durationNs(), scenario.phases().size());
        Boundary boundary = new Boundary(scenario);
        ControlPlane plane = new ControlPlane(scenario);
        Changes.Mailboxes mail = new Changes.Mailboxes();
        SimNetwork network = new SimNetwork(scenario, boundary, mail.boundary(), plane, mail.plane());
        Ledger ledger = new Ledger(scenario, timeline, Recorder.Reader.SAME_THREAD);
        Scribe scribe = Scribe.of(scenario, journalist, ledger, true);
        Ensemble ensemble = new Ensemble(
                scenario, timeline, network::wire, mail.shard(), ledger, new Ensemble.Load(crowds, Cap::none));
        PathLog paths = new PathLog(boundary, timeline, scenario.classes().size(), network::arrived);
        LatencyLog latency = new LatencyLog(timeline, hlog, "squall " + scenario.name() + ", simulated");
        if (scribe != null) {
            scribe.follow(paths, _ -> 0);
        }
        LiveVerdict verdict =
                new LiveVerdict(timeline, ledger.probes(), scenario.windowNs(), scenario.holdNs(), _ -> true);
        DeadMan deadMan = new DeadMan(killSwitch, Long.MAX_VALUE, Long.MAX_VALUE, 0);
        Conductor conductor = new Conductor(
                scenario,
                timeline,
                ensemble,
                mail,
                new Conductor.Desk(verdict, latency, paths, deadMan, watcher, scribe));
        List<Actor> others = new ArrayList<>(ensemble.probes());
        others.add(paths);
        others.add(new Fuse(scenario, boundary, plane, heapBytes));
        long endedNs = new Stage(killSwitch, conductor, network, ensemble.shard(), others)
                .play(scenario.durationNs() + drainNs(scenario));
        ensemble.recorders().forEach(recorder -> recorder.close(endedNs));
        latency.finish(endedNs);
        Snapshot run = new Snapshot(
                timeline,
                conductor.spans(Math.min(endedNs, scenario.durationNs())),
                ensemble.classes(),
                scenario.paths().stream().map(Path::name).toList(),
                paths,
                latency,
                conductor.operator().records(),
                SelfHealth.VIRTUAL,
                new boolean[timeline.cuts()],
                plane.served(),
                plane.taken(),
                ledger.digest(),
                crowds.replay(ledger.classes()));
        if (scribe != null) {
            scribe.finish(run, endedNs, killSwitch.isThrown());
        }
        return run;
    }

    /** After the last intended instant: until every probe is decided. */
    static long drainNs(Scenario scenario) {
        long longest = 0;
        for (ProbeSpec probe : scenario.probes()) {
            Probe.Terms terms = Ensemble.terms(scenario, probe);
            longest = Math.max(longest, terms.deadlineNs() + terms.periodNs());
        }
        return longest + Timeline.CUT_NS;
    }
}
