package io.squall.physics;

import io.squall.boundary.Boundary;
import io.squall.guard.Cap;
import io.squall.load.Arrivals;
import io.squall.load.Schedule;
import io.squall.mailbox.Mailbox;
import io.squall.plane.ControlPlane;
import io.squall.probe.Probe;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Digest;
import io.squall.record.Recorder;
import io.squall.record.Timeline;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import io.squall.storm.Storm;
import io.squall.storm.StormPorts;
import io.squall.time.Actor;
import io.squall.verdict.Starvation;
import io.squall.wire.sim.SimNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The storms and probes of a scenario without conductor and operator, over devices of a test's own. */
final class Bench {
    private final Timeline timeline;
    private final Digest digest = new Digest();
    private final List<Actor> cast = new ArrayList<>();
    private final Map<String, Recorder> recorders = new LinkedHashMap<>();
    private final Map<String, Storm> storms = new LinkedHashMap<>();
    private final SimNetwork network;
    private @Nullable VirtualTime time;

    Bench(Scenario scenario, long durationNs, Boundary.Devices devices) {
        timeline = new Timeline(durationNs, 1);
        network = new SimNetwork(
                scenario,
                new Boundary(scenario, devices),
                new Mailbox<>(),
                new ControlPlane(scenario),
                new Mailbox<>());
        cast.add(network);
        scenario.storms().forEach(spec -> storm(scenario, spec));
        scenario.probes().forEach(spec -> probe(scenario, spec));
    }

    private void storm(Scenario scenario, StormSpec spec) {
        int index = scenario.classIndex(spec.name());
        StormPorts ports = new StormPorts(
                network.wire(index), recorder(spec.name(), true), scenario.seed(), Cap.none(), Long.MAX_VALUE);
        Storm storm = new Storm(index, spec.name(), spec.population(), spec.behaviour(), ports, timeline.durationNs());
        storms.put(spec.name(), storm);
        cast.add(storm);
    }

    private void probe(Scenario scenario, ProbeSpec spec) {
        int index = scenario.classIndex(spec.name());
        Probe.Terms terms = new Probe.Terms(spec.periodNs(), spec.deadlineNs(), Long.MAX_VALUE, timeline.durationNs());
        cast.add(new Probe(
                index,
                terms,
                new Schedule(
                        new Arrivals.Jittered(spec.jitterNs()),
                        spec.periodNs(),
                        0,
                        scenario.seed().stream("probe." + spec.name(), 0)),
                network.wire(index),
                new Probe.Records(recorder(spec.name(), false), null),
                new Mailbox<>()));
    }

    private Recorder recorder(String name, boolean requests) {
        Recorder recorder = new Recorder(timeline, digest, timeline.durationNs(), Long.MAX_VALUE / 2, requests);
        recorders.put(name, recorder);
        return recorder;
    }

    Storm storm(String name) {
        Storm storm = storms.get(name);
        if (storm == null) {
            throw new IllegalArgumentException("no storm on this bench is called " + name);
        }
        return storm;
    }

    void runTo(long untilNs) {
        VirtualTime current = time;
        if (current == null) {
            current = new VirtualTime(cast);
            time = current;
        }
        current.runTo(untilNs);
    }

    /** When a class was starved, by the probes that are decided by now. */
    List<Starvation.Span> starved(String name, long windowNs, long holdNs) {
        ClassRecord probe = record(name);
        Starvation starvation = new Starvation(windowNs, holdNs);
        for (int cut = 0; cut < timeline.cuts() && Timeline.endNs(cut) <= probe.decidedThroughNs(); cut++) {
            starvation.accept(
                    probe.inCut(cut, Counter.SENT),
                    probe.inCut(cut, Counter.ANSWERED),
                    probe.firstUnansweredNs(cut),
                    true);
        }
        return starvation.spans();
    }

    ClassRecord record(String name) {
        Recorder recorder = recorders.get(name);
        if (recorder == null) {
            throw new IllegalArgumentException("nothing on this bench is called " + name);
        }
        return new ClassRecord(name, ClassRecord.Role.PROBE, timeline, List.of(recorder));
    }
}
