package io.squall.run;

import io.squall.boundary.Boundary;
import io.squall.guard.Cap;
import io.squall.guard.DeadMan;
import io.squall.guard.KillSwitch;
import io.squall.guard.Permit;
import io.squall.journal.Journalist;
import io.squall.plane.netty.PlaneServers;
import io.squall.record.Counter;
import io.squall.record.Hiccups;
import io.squall.record.LatencyLog;
import io.squall.record.Ledger;
import io.squall.record.PathLog;
import io.squall.record.Recorder;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import io.squall.record.Trust;
import io.squall.scenario.Path;
import io.squall.scenario.Scenario;
import io.squall.socket.NoSocketException;
import io.squall.socket.SocketLoop;
import io.squall.time.Actor;
import io.squall.time.Actors;
import io.squall.time.Idle;
import io.squall.time.SystemClock;
import io.squall.time.Waiting;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scenario in real time, on loopback sockets through the embedded boundary: a thread for each actor. */
public final class SocketRun {
    private static final long LEAD_NS = 250_000_000;
    private static final long GRACE_NS = 10_000_000_000L;
    private static final long SILENCE_NS = 5_000_000_000L;
    private static final long LOOK_NS = 5_000_000;
    private static final long JOIN_MS = 5_000;

    private final Scenario scenario;
    private final KillSwitch killSwitch;
    private Ensemble.Crowds crowds = Ensemble.Crowds.DESCRIBED;
    private final int firstPort;
    private final List<SelfHealth.Floor> floors;
    private Waiting waiting = Waiting.ADAPTIVE;
    private @Nullable Journalist journalist;
    private Function<PlaneServers, Actor> planeActor = plane -> plane;

    /**
     * @param firstPort the relay listens at this port for the first class, at the next for the second …; 0 lets the kernel choose
     * @param floors from the calibration, to be printed beside the results
     */
    public SocketRun(Scenario scenario, KillSwitch killSwitch, int firstPort, List<SelfHealth.Floor> floors) {
        this.scenario = scenario;
        this.killSwitch = killSwitch;
        this.firstPort = firstPort;
        this.floors = floors;
    }

    /** Puts a recorded storm in the place of the scenario's own. */
    public SocketRun replaying(Replay replay) {
        crowds = replay.crowds(true);
        return this;
    }

    /** How the storms' thread waits. The probes' spin for no more than a wake-up: there may be more of them than cores. */
    public SocketRun waiting(Waiting how) {
        waiting = how;
        return this;
    }

    /** Lets a test do to the plane what may happen to it; what is returned is driven on the plane's own thread. */
    SocketRun drivingPlaneBy(Function<PlaneServers, Actor> actor) {
        planeActor = actor;
        return this;
    }

    /** Records the run. */
    public SocketRun recordedBy(@Nullable Journalist by) {
        journalist = by;
        return this;
    }

    /**
     * @param hlog where interval histograms go; null for nowhere
     * @throws HostException if this host lacks a port or open files
     * @throws io.squall.guard.RefusedException if the Guard does not allow it
     */
    public Snapshot run(@Nullable PrintStream hlog, Consumer<Beat> watcher) {
        Permit permit = Demand.of(scenario).permit();
        Timeline timeline =
                new Timeline(scenario.durationNs(), scenario.phases().size());
        Meters meters = new Meters(timeline);
        SystemClock clock = new SystemClock(LEAD_NS);
        Boundary boundary = new Boundary(scenario);
        Changes.Mailboxes mail = new Changes.Mailboxes();
        Loopback loopback = open(permit, clock, new Loopback.Passage(boundary, mail, meters.relay, meters.plane));
        Ledger ledger = new Ledger(scenario, timeline, Recorder.Reader.ANOTHER_THREAD);
        Scribe scribe = Scribe.of(scenario, journalist, ledger, false);
        Ensemble ensemble = new Ensemble(
                scenario, timeline, loopback, mail.shard(), ledger, new Ensemble.Load(crowds, () -> new Cap(permit)));
        PathLog paths = new PathLog(boundary, timeline, scenario.classes().size(), loopback::arrived);
        LatencyLog latency = new LatencyLog(timeline, hlog, "squall " + scenario.name() + ", on sockets");
        if (scribe != null) {
            scribe.follow(paths, meters.worst(ensemble));
        }
        Trust trust = new Trust(scenario, timeline, meters.worst(ensemble));
        LiveVerdict verdict =
                new LiveVerdict(timeline, ledger.probes(), scenario.windowNs(), scenario.holdNs(), trust::of);
        long endNs = scenario.durationNs() + SimulatedRun.drainNs(scenario);
        DeadMan deadMan = new DeadMan(killSwitch, endNs + GRACE_NS, SILENCE_NS, clock.nowNs());
        Conductor conductor = new Conductor(
                scenario,
                timeline,
                ensemble,
                mail,
                new Conductor.Desk(verdict, latency, paths, deadMan, watcher, scribe));
        List<Worker> workers = hire(loopback, ensemble, paths, meters, clock, deadMan);
        Shift shift = work(conductor, loopback, workers, clock, deadMan, endNs);
        long endedNs = shift.endedNs;
        ensemble.recorders().forEach(recorder -> recorder.close(endedNs));
        latency.finish(endedNs);
        long strayed = loopback.strayed(c -> ensemble.classes().get(c).total(Counter.SENT));
        boolean[] untrusted = trust.untrusted();
        Snapshot run = new Snapshot(
                timeline,
                conductor.spans(Math.clamp(endedNs, 1, scenario.durationNs())),
                ensemble.classes(),
                scenario.paths().stream().map(Path::name).toList(),
                paths,
                latency,
                conductor.operator().records(),
                meters.health(
                        ensemble,
                        Math.max(shift.kernelDrops, strayed),
                        shift.gc,
                        untrusted,
                        new Meters.Found(loopback.frames(), floors, shift.incidents)),
                untrusted,
                loopback.served(),
                loopback.taken(),
                ledger.digest(),
                crowds.replay(ledger.classes()));
        if (scribe != null) {
            scribe.finish(run, endedNs, killSwitch.isThrown());
        }
        return run;
    }

    /** What the workers have been through together. */
    private record Shift(long endedNs, List<String> incidents, Gc gc, long kernelDrops) {}

    private Shift work(
            Conductor conductor,
            Loopback loopback,
            List<Worker> workers,
            SystemClock clock,
            DeadMan deadMan,
            long endNs) {
        long dropsBefore = KernelCounters.drops();
        // What the preparation has left behind is cleared away now, not in the middle of the storm.
        System.gc();
        Gc gcBefore = Gc.now();
        workers.forEach(Worker::start);
        long endedNs = lead(conductor, workers, clock, endNs);
        List<String> incidents = new ArrayList<>(dismiss(workers, deadMan, endedNs));
        incidents.addAll(loopback.incidents());
        return new Shift(endedNs, incidents, Gc.now().since(gcBefore), KernelCounters.drops() - dropsBefore);
    }

    private Loopback open(Permit permit, SystemClock clock, Loopback.Passage passage) {
        try {
            return new Loopback(scenario, permit, clock, firstPort, passage);
        } catch (NoSocketException e) {
            throw new HostException(String.valueOf(e.getMessage()), e);
        }
    }

    private List<Worker> hire(
            Loopback loopback, Ensemble ensemble, PathLog paths, Meters meters, SystemClock clock, DeadMan deadMan) {
        List<Worker.Duty> duties = new ArrayList<>();
        if (journalist != null) {
            // The first is the last to be dismissed: what the others have written is read.
            duties.add(new Worker.Duty("journal", journalist, Idle.parking(LOOK_NS), () -> {}));
        }
        duties.add(onSockets("plane", planeActor.apply(loopback.plane()), loopback.planeLoop()));
        duties.add(new Worker.Duty("relay", Actors.of(loopback.relay(), paths), loopback.relayLoop(), loopback::close));
        int storms = scenario.storms().size();
        Waiting ofProbes = waiting == Waiting.PARK ? Waiting.PARK : Waiting.ADAPTIVE;
        for (int i = 0; i < ensemble.probes().size(); i++) {
            SocketLoop loop = loopback.clientLoop(storms + i);
            Idle idle = ofProbes.over(loop, clock);
            String name = "probe-" + scenario.probes().get(i).name();
            duties.add(new Worker.Duty(name, ensemble.probes().get(i), idle, loop::close));
        }
        if (storms > 0) {
            SocketLoop loop = loopback.clientLoop(0);
            duties.add(new Worker.Duty("shard", ensemble.shard(), waiting.over(loop, clock), loop::close));
        }
        duties.add(new Worker.Duty("hiccups", new Hiccups(meters.hiccups), Idle.parking(LOOK_NS), () -> {}));
        return duties.stream()
                .map(duty -> new Worker(duty, clock, deadMan, killSwitch::throwIt))
                .toList();
    }

    private static Worker.Duty onSockets(String name, Actor actor, SocketLoop loop) {
        return new Worker.Duty(name, actor, loop, loop::close);
    }

    private long lead(Conductor conductor, List<Worker> workers, SystemClock clock, long endNs) {
        try {
            return lead(conductor, clock, endNs);
        } catch (RuntimeException e) {
            // Whoever leads has failed: the workers must not storm on until the dead man stops them.
            killSwitch.throwIt();
            workers.reversed().forEach(Worker::stop);
            throw e;
        }
    }

    /** @return the instant at which it ended: the planned one, or when the kill switch was thrown */
    private long lead(Conductor conductor, SystemClock clock, long endNs) {
        Idle idle = Idle.parking(LOOK_NS);
        long nowNs;
        while ((nowNs = clock.nowNs()) < endNs && !killSwitch.isThrown()) {
            conductor.doWork(nowNs);
            idle.idle(Worker.waitNs(conductor.nextDueNs(), nowNs));
        }
        return nowNs;
    }

    /** Ends all threads, clients first, and says what went wrong in them. */
    private List<String> dismiss(List<Worker> workers, DeadMan deadMan, long endedNs) {
        List<String> incidents = new ArrayList<>();
        if (deadMan.silent(endedNs)) {
            incidents.add("the conductor fell silent for more than " + SILENCE_NS / 1_000_000_000
                    + " s, so the workers stopped");
        }
        for (Worker worker : workers.reversed()) {
            worker.stop();
            if (!worker.join(JOIN_MS)) {
                incidents.add("the thread " + worker.name() + " did not end within " + JOIN_MS / 1000 + " s");
            }
            Throwable failure = worker.failure();
            if (failure != null) {
                throw new IllegalStateException("the thread " + worker.name() + " failed: " + failure, failure);
            }
        }
        return incidents;
    }

    /** Collections so far, and the time they took. */
    record Gc(long pauses, long ms) {
        static Gc now() {
            long pauses = 0;
            long ms = 0;
            for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
                pauses += Math.max(0, bean.getCollectionCount());
                ms += Math.max(0, bean.getCollectionTime());
            }
            return new Gc(pauses, ms);
        }

        Gc since(Gc before) {
            return new Gc(pauses - before.pauses, ms - before.ms);
        }
    }
}
