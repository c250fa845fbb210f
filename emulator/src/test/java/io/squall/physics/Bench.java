package io.squall.physics;

import io.squall.boundary.Boundary;
import io.squall.boundary.Device;
import io.squall.guard.Cap;
import io.squall.load.Arrivals;
import io.squall.load.Schedule;
import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.mailbox.Mailbox;
import io.squall.plane.Service;
import io.squall.probe.Probe;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Digest;
import io.squall.record.LatencyLog;
import io.squall.record.Percentiles;
import io.squall.record.Recorder;
import io.squall.record.Timeline;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Path;
import io.squall.scenario.Population;
import io.squall.scenario.Transport;
import io.squall.storm.Storm;
import io.squall.time.Actor;
import io.squall.time.Rate;
import io.squall.verdict.Starvation;
import io.squall.wire.Wire;
import io.squall.wire.sim.SimNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shipped actors without conductor and operator, put together by hand: for what a scenario does not vary (devices of a
 * test's own, Poisson probes, a change of capacity). All classes start on the first device.
 */
final class Bench {
    static final long MS = 1_000_000;
    static final long S = 1_000_000_000;

    private final Seed seed;
    private final Timeline timeline;
    private final Digest digest = new Digest();
    private final List<Actor> cast = new ArrayList<>();
    private final Map<String, Recorder> recorders = new LinkedHashMap<>();
    private final SimNetwork network;
    private @Nullable VirtualTime time;

    /**
     * @param planeDelay of every class that has two legs
     * @param classes by class index; a push has one leg
     */
    Bench(long seed, long durationNs, Spread planeDelay, List<Transport> classes, Device... devices) {
        this.seed = new Seed(seed);
        timeline = new Timeline(durationNs, 1);
        @Nullable Service[] services = new @Nullable Service[classes.size()];
        for (int i = 0; i < services.length; i++) {
            if (classes.get(i) != Transport.PUSH) {
                services[i] = new Service(planeDelay, this.seed.stream("plane", i));
            }
        }
        network = new SimNetwork(new Boundary(devices, new int[services.length]), new Mailbox<>(), services);
        cast.add(network);
    }

    /** A deterministic first-in first-out server. */
    static Path fifo(double capacity, int queue) {
        return new Path(
                "boundary",
                Rate.perSecond(capacity),
                queue,
                Path.Discipline.FIFO,
                List.of(),
                Path.ServiceTime.DETERMINISTIC,
                Path.WhenFull.SILENCE);
    }

    /** A device that draws nothing, or whose draws do not matter. */
    static Device device(Path path) {
        return Device.of(path, 0, 1);
    }

    Wire wire(int trafficClass) {
        return network.wire(trafficClass);
    }

    Storm storm(int trafficClass, String name, Population population, Behaviour behaviour) {
        Recorder recorder = recorder(name, true);
        Storm.StormPorts ports = new Storm.StormPorts(wire(trafficClass), recorder, seed, Cap.none(), Long.MAX_VALUE);
        Storm storm = new Storm(trafficClass, name, population, behaviour, ports, timeline.durationNs());
        cast.add(storm);
        return storm;
    }

    void probe(int trafficClass, String name, Arrivals arrivals, double intervalNs, long deadlineNs) {
        Recorder recorder = recorder(name, false);
        // Poisson probes come in clusters: a quarter of the mean distance leaves slots enough.
        Probe.Terms terms = new Probe.Terms((long) (intervalNs / 4), deadlineNs, Long.MAX_VALUE, timeline.durationNs());
        cast.add(new Probe(
                trafficClass,
                terms,
                new Schedule(arrivals, intervalNs, 0, seed.stream("probe." + name, 0)),
                wire(trafficClass),
                new Probe.Records(recorder, null),
                new Mailbox<>()));
    }

    void rain(int trafficClass, double perSecond) {
        Schedule schedule = new Schedule(
                new Arrivals.Poisson(), Rate.perSecond(perSecond).intervalNs(), 0, seed.stream("rain", trafficClass));
        cast.add(new Rain(trafficClass, schedule, wire(trafficClass)));
    }

    private Recorder recorder(String name, boolean requests) {
        Recorder recorder = new Recorder(timeline, digest, timeline.durationNs(), Long.MAX_VALUE / 2, requests);
        recorders.put(name, recorder);
        return recorder;
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

    /** Of all attempts so far; call once. */
    Percentiles latency(String name) {
        LatencyLog log = new LatencyLog(timeline, null, name);
        log.follow(name, List.of("all"), record(name).recorders(), false);
        log.take(timeline.cuts() - 1);
        return log.ofPhase(name, 0);
    }
}
