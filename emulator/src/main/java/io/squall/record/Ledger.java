package io.squall.record;

import io.squall.record.ClassRecord.Role;
import io.squall.scenario.Mitigation;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The books of a run, as its scenario asks for them: a recorder for each class, and one more for the operator's requests on each
 * wire through which a mitigation must reach the devices.
 */
public final class Ledger {
    private static final int STALE_PERIODS = 3;
    private static final long NEVER_STALE = Long.MAX_VALUE / 2;

    private final Timeline timeline;
    private final Recorder.Reader reader;
    private final Digest common = new Digest();
    private final List<ClassRecord> classes = new ArrayList<>();
    private final @Nullable Recorder[] operators;

    /** @param reader if the same thread reads as writes, there is one digest, of all events in their order; else one a recorder */
    public Ledger(Scenario scenario, Timeline timeline, Recorder.Reader reader) {
        this.timeline = timeline;
        this.reader = reader;
        operators = new @Nullable Recorder[scenario.classes().size()];
        for (StormSpec storm : scenario.storms()) {
            add(storm.name(), Role.STORM, List.of(recorder(NEVER_STALE, true)));
        }
        List<Recorder> ofOperator = new ArrayList<>();
        for (ProbeSpec probe : scenario.probes()) {
            add(probe.name(), Role.PROBE, List.of(recorder(STALE_PERIODS * probe.periodNs(), false)));
            if (scenario.operator().stream().map(Mitigation::reach).anyMatch(probe.name()::equals)) {
                Recorder requests = recorder(NEVER_STALE, false);
                operators[classes.size() - 1] = requests;
                ofOperator.add(requests);
            }
        }
        add(Scenario.OPERATOR, Role.OPERATOR, ofOperator);
    }

    private Recorder recorder(long staleAfterNs, boolean requests) {
        Digest digest = reader == Recorder.Reader.SAME_THREAD ? common : new Digest();
        return new Recorder(timeline, digest, timeline.durationNs(), staleAfterNs, requests, reader);
    }

    private void add(String name, Role role, List<Recorder> recorders) {
        classes.add(new ClassRecord(name, role, timeline, recorders));
    }

    /** What a class is told, its operator's requests included, goes onto a tape too. */
    public void tape(int trafficClass, Tape tape) {
        of(trafficClass).onto(tape, trafficClass, false);
        Recorder operator = operators[trafficClass];
        if (operator != null) {
            operator.onto(tape, trafficClass, true);
        }
    }

    /** The recorder of a storm or of a probe. */
    public Recorder of(int trafficClass) {
        return classes.get(trafficClass).recorders().getFirst();
    }

    /** The recorder of the operator's requests on a class's wire; null if none are made. */
    public @Nullable Recorder operator(int trafficClass) {
        return operators[trafficClass];
    }

    /** Storms, probes, and the operator. */
    public List<ClassRecord> classes() {
        return Collections.unmodifiableList(classes);
    }

    public List<ClassRecord> probes() {
        return classes.stream().filter(c -> c.role() == Role.PROBE).toList();
    }

    public List<Recorder> recorders() {
        return classes.stream().flatMap(c -> c.recorders().stream()).toList();
    }

    /** Of all events. */
    public String digest() {
        if (reader == Recorder.Reader.SAME_THREAD) {
            return common.hex();
        }
        Digest all = new Digest();
        recorders().forEach(recorder -> all.add(recorder.digest()));
        return all.hex();
    }
}
