package io.squall.run;

import io.squall.guard.Cap;
import io.squall.load.Arrivals;
import io.squall.load.Schedule;
import io.squall.mailbox.Mailbox;
import io.squall.probe.Probe;
import io.squall.record.ClassRecord;
import io.squall.record.Recorder;
import io.squall.record.Timeline;
import io.squall.scenario.Mitigation;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import io.squall.storm.Shard;
import io.squall.storm.Storm;
import io.squall.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The actors that a scenario asks for, whatever the clock: the shard with its storms, the probes, and what they record into. */
final class Ensemble {
    private static final int STALE_PERIODS = 3;

    private final Scenario scenario;
    private final Timeline timeline;
    private final Recorders writers;
    private final Supplier<Cap> caps;
    private final List<ClassRecord> classes = new ArrayList<>();
    private final Mailbox<Shard> shardMail;
    private final Map<String, Mailbox<Probe>> probeMail = new LinkedHashMap<>();
    private final List<Probe> probes = new ArrayList<>();
    private final Shard shard;

    /** The wires of a run, by class index. */
    @FunctionalInterface
    interface Wires {
        Wire of(int trafficClass);
    }

    /** Makes recorders, see {@link Recorder}: with one digest for all in virtual time, with one of its own for each thread. */
    @FunctionalInterface
    interface Recorders {
        Recorder of(long staleAfterNs, boolean requests);
    }

    Ensemble(
            Scenario scenario,
            Timeline timeline,
            Wires wires,
            Mailbox<Shard> shardMail,
            Recorders writers,
            Supplier<Cap> caps) {
        this.scenario = scenario;
        this.timeline = timeline;
        this.shardMail = shardMail;
        this.writers = writers;
        this.caps = caps;
        List<Storm> storms = new ArrayList<>();
        for (StormSpec spec : scenario.storms()) {
            storms.add(storm(spec, wires.of(scenario.classIndex(spec.name()))));
        }
        shard = new Shard(storms, shardMail);
        List<Recorder> operatorRecorders = new ArrayList<>();
        for (ProbeSpec spec : scenario.probes()) {
            probes.add(probe(spec, wires.of(scenario.classIndex(spec.name())), operatorRecorders));
        }
        classes.add(new ClassRecord(Scenario.OPERATOR, ClassRecord.Role.OPERATOR, timeline, operatorRecorders));
    }

    private Storm storm(StormSpec spec, Wire wire) {
        Recorder recorder = writers.of(Long.MAX_VALUE / 2, true);
        classes.add(new ClassRecord(spec.name(), ClassRecord.Role.STORM, timeline, List.of(recorder)));
        Storm.StormPorts ports =
                new Storm.StormPorts(wire, recorder, scenario.seed(), caps.get(), scenario.skipAfterNs());
        int index = scenario.classIndex(spec.name());
        return new Storm(index, spec.name(), spec.population(), spec.behaviour(), ports, timeline.durationNs());
    }

    private Probe probe(ProbeSpec spec, Wire wire, List<Recorder> operatorRecorders) {
        Recorder own = writers.of(STALE_PERIODS * spec.periodNs(), false);
        classes.add(new ClassRecord(spec.name(), ClassRecord.Role.PROBE, timeline, List.of(own)));
        Recorder operator = null;
        if (isReachedThrough(spec.name())) {
            operator = writers.of(Long.MAX_VALUE / 2, false);
            operatorRecorders.add(operator);
        }
        Mailbox<Probe> mail = new Mailbox<>();
        probeMail.put(spec.name(), mail);
        Schedule schedule = new Schedule(
                new Arrivals.Jittered(spec.jitterNs()),
                spec.periodNs(),
                0,
                scenario.seed().stream("probe." + spec.name(), 0));
        int index = scenario.classIndex(spec.name());
        return new Probe(index, terms(scenario, spec), schedule, wire, new Probe.Records(own, operator), mail);
    }

    static Probe.Terms terms(Scenario scenario, ProbeSpec spec) {
        return new Probe.Terms(spec.periodNs(), spec.deadlineNs(), scenario.skipAfterNs(), scenario.durationNs());
    }

    private boolean isReachedThrough(String name) {
        return scenario.operator().stream().map(Mitigation::reach).anyMatch(name::equals);
    }

    Shard shard() {
        return shard;
    }

    List<Probe> probes() {
        return probes;
    }

    List<ClassRecord> classes() {
        return classes;
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
        return classes.stream().flatMap(c -> c.recorders().stream()).toList();
    }
}
