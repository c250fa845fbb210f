package io.squall.run;

import io.squall.guard.Cap;
import io.squall.load.Arrivals;
import io.squall.load.Schedule;
import io.squall.mailbox.Mailbox;
import io.squall.probe.Probe;
import io.squall.record.ClassRecord;
import io.squall.record.LatencyLog;
import io.squall.record.Ledger;
import io.squall.record.Recorder;
import io.squall.record.ReplayRecord;
import io.squall.record.Timeline;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import io.squall.storm.Clients;
import io.squall.storm.Shard;
import io.squall.storm.Storm;
import io.squall.storm.StormPorts;
import io.squall.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The actors that a scenario asks for, whatever the clock: the shard with its storms, the probes, and what they record into. */
final class Ensemble {
    private final Scenario scenario;
    private final Timeline timeline;
    private final Ledger ledger;
    private final Load load;
    private final Mailbox<Shard> shardMail;
    private final Map<String, Mailbox<Probe>> probeMail = new LinkedHashMap<>();
    private final List<Probe> probes = new ArrayList<>();
    private final Shard shard;

    /** The wires of a run, by class index. */
    @FunctionalInterface
    interface Wires {
        Wire of(int trafficClass);
    }

    /** Makes the clients of a storm. */
    @FunctionalInterface
    interface Crowds {
        /** As the scenario describes them. */
        Crowds DESCRIBED = (spec, trafficClass, ports, endNs) ->
                new Storm(trafficClass, spec.name(), spec.population(), spec.behaviour(), ports, endNs);

        Clients of(StormSpec spec, int trafficClass, StormPorts ports, long endNs);

        /** Of a replay: what was planned, held against what has come; null of what is none. */
        default @Nullable ReplayRecord replay(List<ClassRecord> played) {
            return null;
        }
    }

    /** Who storms, and what the Guard lets a wire carry. */
    record Load(Crowds crowds, Supplier<Cap> caps) {}

    Ensemble(Scenario scenario, Timeline timeline, Wires wires, Mailbox<Shard> shardMail, Ledger ledger, Load load) {
        this.scenario = scenario;
        this.timeline = timeline;
        this.shardMail = shardMail;
        this.ledger = ledger;
        this.load = load;
        List<Clients> storms = new ArrayList<>();
        for (StormSpec spec : scenario.storms()) {
            storms.add(storm(spec, wires.of(scenario.classIndex(spec.name()))));
        }
        shard = new Shard(storms, shardMail);
        for (ProbeSpec spec : scenario.probes()) {
            probes.add(probe(spec, wires.of(scenario.classIndex(spec.name()))));
        }
    }

    private Clients storm(StormSpec spec, Wire wire) {
        int index = scenario.classIndex(spec.name());
        StormPorts ports = new StormPorts(
                wire, ledger.of(index), scenario.seed(), load.caps().get(), scenario.skipAfterNs());
        return load.crowds().of(spec, index, ports, timeline.durationNs());
    }

    private Probe probe(ProbeSpec spec, Wire wire) {
        Mailbox<Probe> mail = new Mailbox<>();
        probeMail.put(spec.name(), mail);
        Schedule schedule = new Schedule(
                new Arrivals.Jittered(spec.jitterNs()),
                spec.periodNs(),
                0,
                scenario.seed().stream("probe." + spec.name(), 0));
        int index = scenario.classIndex(spec.name());
        return new Probe(
                index,
                terms(scenario, spec),
                schedule,
                wire,
                new Probe.Records(ledger.of(index), ledger.operator(index)),
                mail);
    }

    static Probe.Terms terms(Scenario scenario, ProbeSpec spec) {
        return new Probe.Terms(spec.periodNs(), spec.deadlineNs(), scenario.skipAfterNs(), scenario.durationNs());
    }

    void follow(LatencyLog latency) {
        latency.follow(scenario, ledger);
    }

    Shard shard() {
        return shard;
    }

    List<Probe> probes() {
        return probes;
    }

    List<ClassRecord> classes() {
        return ledger.classes();
    }

    Mailbox<Shard> shardMail() {
        return shardMail;
    }

    Mailbox<Probe> probeMail(String name) {
        Mailbox<Probe> mail = probeMail.get(name);
        if (mail == null) {
            throw new IllegalArgumentException("there is no probe " + name);
        }
        return mail;
    }

    Iterable<Mailbox<Probe>> allProbeMail() {
        return probeMail.values();
    }

    List<Recorder> recorders() {
        return ledger.recorders();
    }
}
