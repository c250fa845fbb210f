package io.squall.run;

import io.squall.journal.JournalReader;
import io.squall.journal.Rebuild;
import io.squall.journal.State;
import io.squall.record.MitigationRecord;
import io.squall.record.PhaseSpan;
import io.squall.record.Timeline;
import io.squall.scenario.Mitigation;
import io.squall.scenario.Phase;
import io.squall.scenario.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The live view of a run that another process leads, from its journal. */
public final class Following {
    private static final long BEAT_NS = 1_000_000_000;

    private final Scenario scenario;
    private final JournalReader journal;
    private final Rebuild rebuild;
    private final LiveVerdict verdict;
    private final Pulse pulse;
    private final Consumer<Beat> watcher;
    private long nextBeatNs = BEAT_NS;

    public Following(JournalReader journal, Scenario scenario, Consumer<Beat> watcher) {
        this.scenario = scenario;
        this.journal = journal;
        this.watcher = watcher;
        rebuild = new Rebuild(journal, scenario, null);
        Timeline timeline = rebuild.timeline();
        verdict = new LiveVerdict(
                timeline, rebuild.ledger().probes(), scenario.windowNs(), scenario.holdNs(), this::isTrusted);
        pulse = new Pulse(
                scenario,
                timeline,
                rebuild.ledger().classes(),
                new Pulse.Signs(verdict, rebuild.latency(), rebuild.paths()));
    }

    private boolean isTrusted(int cut) {
        return rebuild.latenessNs(cut) <= scenario.skipAfterNs();
    }

    /**
     * Reads what has come, and shows it for each second of the run.
     *
     * @return how many excerpts had come
     * @throws IOException if the journal cannot be read
     */
    public int turn() throws IOException {
        int read = 0;
        while (!isOver() && journal.advance(rebuild)) {
            read++;
            long nowNs = Timeline.startNs(rebuild.paths().complete());
            if (nowNs >= nextBeatNs) {
                rebuild.ledger().recorders().forEach(r -> r.decidedThrough(rebuild.decidedNs(nowNs)));
                verdict.advance();
                watcher.accept(pulse.beat(nowNs, phases(nowNs), operator()));
                nextBeatNs = nowNs + BEAT_NS;
            }
        }
        return read;
    }

    /** Whether nothing more can come: its end was read, or something that is no journal. */
    public boolean isOver() {
        return journal.isComplete() || journal.damage().isPresent();
    }

    private List<Beat.PhaseBeat> phases(long nowNs) {
        List<PhaseSpan> spans = journal.state().map(State::phases).orElse(List.of());
        int current = 0;
        for (int i = 0; i < spans.size(); i++) {
            current = spans.get(i).happened() ? i : current;
        }
        List<Beat.PhaseBeat> beats = new ArrayList<>();
        for (int i = 0; i < scenario.phases().size(); i++) {
            Phase phase = scenario.phases().get(i);
            long startNs = i < spans.size() ? spans.get(i).startNs() : 0;
            double done =
                    i < current ? 1 : i == current ? done(phase, nowNs - startNs, scenario.durationNs() - startNs) : 0;
            beats.add(new Beat.PhaseBeat(
                    phase.name(),
                    done,
                    i == current,
                    phase.end() instanceof Phase.End.Until(String mitigation) ? mitigation : ""));
        }
        return beats;
    }

    private static double done(Phase phase, long elapsedNs, long toTheEndNs) {
        return switch (phase.end()) {
            case Phase.End.After(long lengthNs) -> Math.clamp((double) elapsedNs / Math.max(1, lengthNs), 0, 1);
            case Phase.End.Until _ -> 0;
            case Phase.End.EndOfRun() -> Math.clamp((double) elapsedNs / Math.max(1, toTheEndNs), 0, 1);
        };
    }

    private List<Beat.OperatorBeat> operator() {
        List<MitigationRecord> records = journal.state().map(State::mitigations).orElse(List.of());
        List<Beat.OperatorBeat> beats = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            MitigationRecord record = records.get(i);
            Mitigation plan = scenario.operator().get(i);
            String see = plan.see();
            Beat.OperatorBeat.Stage stage = record.appliedNs().isPresent()
                    ? Beat.OperatorBeat.Stage.APPLIED
                    : record.decidedNs().isPresent()
                            ? Beat.OperatorBeat.Stage.REACHING
                            : record.conditionNs().isPresent()
                                    ? Beat.OperatorBeat.Stage.DECIDING
                                    : Beat.OperatorBeat.Stage.WATCHING;
            beats.add(
                    new Beat.OperatorBeat(record.name(), stage, see != null && verdict.isStarved(see), record.tries()));
        }
        return beats;
    }
}
