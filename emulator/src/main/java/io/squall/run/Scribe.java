package io.squall.run;

import io.squall.journal.Journalist;
import io.squall.journal.State;
import io.squall.record.Ledger;
import io.squall.record.MitigationRecord;
import io.squall.record.PathLog;
import io.squall.record.PhaseSpan;
import io.squall.record.Snapshot;
import io.squall.record.Tape;
import io.squall.scenario.Path;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Tells the journal of a run: who writes on which tape, when a phase begins or a mitigation comes a step further, how it ends. */
final class Scribe {
    private final Scenario scenario;
    private final Journalist journalist;
    private final Ledger ledger;
    private final boolean virtual;
    private final List<Tape> tapes = new ArrayList<>();
    private int begun;
    private List<MitigationRecord> told = List.of();

    /**
     * Gives the recorders their tapes: one for all in virtual time; else one for the storms, which share a thread, and one for each
     * probe.
     */
    Scribe(Scenario scenario, Journalist journalist, Ledger ledger, boolean virtual) {
        this.scenario = scenario;
        this.journalist = journalist;
        this.ledger = ledger;
        this.virtual = virtual;
        int storms = scenario.storms().size();
        for (int c = 0; c < scenario.trafficClasses(); c++) {
            boolean shared = c > 0 && (virtual || c < storms);
            if (!shared) {
                tapes.add(journalist.tape(c < storms ? (1L << storms) - 1 : 0));
            }
            ledger.tape(c, tapes.getLast());
        }
    }

    /** @param latenessNs the worst of this host in a cut */
    void follow(PathLog paths, IntToLongFunction latenessNs) {
        journalist.follow(paths, scenario.paths().size(), ledger, latenessNs);
    }

    void cut(int cut) {
        if (virtual) {
            tapes.getFirst().note(Tape.CUT, 0, cut, 0);
        }
    }

    /** By whoever leads, on every turn. */
    void look(long nowNs, int phases, Operator operator, LongFunction<List<PhaseSpan>> spans) {
        List<MitigationRecord> records = operator.records();
        List<MitigationRecord> steps = records.stream().map(Scribe::step).toList();
        if (phases != begun || !steps.equals(told)) {
            begun = phases;
            told = steps;
            journalist.state(new State(nowNs, spans.apply(nowNs), records, null));
        }
    }

    /** Without what grows all the time. */
    private static MitigationRecord step(MitigationRecord m) {
        return new MitigationRecord(
                m.name(), m.conditionNs(), m.wishedNs(), m.decidedNs(), m.appliedNs(), 0, m.tries(), m.console());
    }

    /** When all writers have stopped. */
    void finish(Snapshot run, long endedNs, boolean stopped) {
        Map<String, Long> decided = new LinkedHashMap<>();
        for (ProbeSpec probe : scenario.probes()) {
            decided.put(probe.name(), run.classRecord(probe.name()).decidedThroughNs());
        }
        List<Double> waits = new ArrayList<>();
        for (Path path : scenario.paths()) {
            waits.add(run.pathLog().meanWaitNs(scenario.pathIndex(path.name())));
        }
        journalist.finish(kept -> new State(
                endedNs,
                run.phases(),
                run.mitigations(),
                new State.End(
                        endedNs,
                        stopped,
                        run.health(),
                        decided,
                        waits,
                        ranges(run.untrusted()),
                        run.planeServed(),
                        run.services(),
                        run.digest(),
                        run.replay(),
                        kept)));
    }

    /** Pairs: from, to. */
    private static List<Integer> ranges(boolean[] cuts) {
        List<Integer> ranges = new ArrayList<>();
        for (int cut = 0; cut < cuts.length; cut++) {
            if (cuts[cut] && (cut == 0 || !cuts[cut - 1])) {
                ranges.add(cut);
            }
            if (cuts[cut] && (cut + 1 == cuts.length || !cuts[cut + 1])) {
                ranges.add(cut + 1);
            }
        }
        return ranges;
    }

    /** Of a run that is recorded; null for one that is not. */
    static @Nullable Scribe of(Scenario scenario, @Nullable Journalist journalist, Ledger ledger, boolean virtual) {
        return journalist == null ? null : new Scribe(scenario, journalist, ledger, virtual);
    }
}
