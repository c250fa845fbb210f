package io.squall.run;

import io.squall.guard.DeadMan;
import io.squall.record.LatencyLog;
import io.squall.record.PathLog;
import io.squall.record.PhaseSpan;
import io.squall.record.Timeline;
import io.squall.scenario.Phase;
import io.squall.scenario.Scenario;
import io.squall.time.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Leads the run: begins the phases, takes the cuts, keeps the live verdict, tells the watcher once a second. */
final class Conductor implements Actor {
    private static final long BEAT_NS = 1_000_000_000;

    private final Scenario scenario;
    private final Ensemble ensemble;
    private final Timeline timeline;
    private final Pulse pulse;
    private final LiveVerdict verdict;
    private final Changes changes;
    private final Operator operator;
    private final LatencyLog latency;
    private final PathLog paths;
    private final DeadMan deadMan;
    private final Consumer<Beat> watcher;
    private final @Nullable Scribe scribe;
    private final List<Long> phaseStarts = new ArrayList<>();
    private int takenCuts;
    private long nextBeatNs = BEAT_NS;
    private long nowNs;

    /** What a conductor listens to and writes to. */
    record Desk(
            LiveVerdict verdict,
            LatencyLog latency,
            PathLog paths,
            DeadMan deadMan,
            Consumer<Beat> watcher,
            @Nullable Scribe scribe) {}

    Conductor(Scenario scenario, Timeline timeline, Ensemble ensemble, Changes.Mailboxes mail, Desk desk) {
        this.scenario = scenario;
        this.timeline = timeline;
        this.ensemble = ensemble;
        verdict = desk.verdict();
        latency = desk.latency();
        paths = desk.paths();
        deadMan = desk.deadMan();
        watcher = desk.watcher();
        scribe = desk.scribe();
        pulse = new Pulse(scenario, timeline, ensemble.classes(), new Pulse.Signs(verdict, latency, paths));
        changes = new Changes(scenario, mail);
        operator = new Operator(scenario, verdict, mail.boundary(), changes, ensemble::probeMail);
        ensemble.follow(latency);
    }

    @Override
    public int doWork(long now) {
        nowNs = now;
        deadMan.beat(now);
        if (now < 0) {
            return 0;
        }
        if (phaseStarts.isEmpty()) {
            begin(0, 0);
        }
        for (OptionalLong end = currentPhaseEndNs();
                end.isPresent() && end.getAsLong() <= now;
                end = currentPhaseEndNs()) {
            begin(phaseStarts.size(), end.getAsLong());
        }
        verdict.advance();
        if (now < timeline.durationNs()) {
            operator.doWork(now);
        }
        takeCuts(now);
        if (now >= nextBeatNs && nextBeatNs <= timeline.durationNs()) {
            nextBeatNs = (now / BEAT_NS + 1) * BEAT_NS;
            watcher.accept(beat());
        }
        return 0;
    }

    private void takeCuts(long now) {
        while (takenCuts < timeline.cuts() && Timeline.endNs(takenCuts) <= now) {
            int cut = takenCuts;
            latency.take(cut);
            ensemble.shardMail().send((shard, _) -> shard.endCut(cut));
            takenCuts++;
            if (scribe != null) {
                scribe.cut(cut);
            }
        }
        if (scribe != null) {
            scribe.look(now, phaseStarts.size(), operator, this::spans);
        }
    }

    @Override
    public long nextDueNs() {
        if (phaseStarts.isEmpty()) {
            return 0;
        }
        long due = currentPhaseEndNs().orElse(NEVER);
        if (nextBeatNs <= timeline.durationNs()) {
            due = Math.min(due, nextBeatNs);
        }
        if (takenCuts < timeline.cuts()) {
            due = Math.min(due, Timeline.endNs(takenCuts));
        }
        due = Math.min(due, (nowNs / Timeline.CUT_NS + 1) * Timeline.CUT_NS);
        return nowNs < timeline.durationNs() ? Math.min(due, operator.nextDueNs()) : due;
    }

    /** When the current phase ends, as far as is known; empty if it is the last one or waits for a mitigation. */
    private OptionalLong currentPhaseEndNs() {
        int current = phaseStarts.size() - 1;
        if (current + 1 >= scenario.phases().size()) {
            return OptionalLong.empty();
        }
        return switch (scenario.phases().get(current).end()) {
            case Phase.End.After(long lengthNs) -> OptionalLong.of(phaseStarts.get(current) + lengthNs);
            case Phase.End.Until(String mitigation) -> operator.appliedNs(mitigation);
            case Phase.End.EndOfRun() -> OptionalLong.empty();
        };
    }

    private void begin(int index, long atNs) {
        // A mitigation may have been applied before the phase that waits for it began.
        long startNs = phaseStarts.isEmpty() ? atNs : Math.max(atNs, phaseStarts.getLast());
        phaseStarts.add(startNs);
        Phase phase = scenario.phases().get(index);
        ensemble.shardMail().send((shard, _) -> shard.beginPhase(index, startNs));
        for (var mail : ensemble.allProbeMail()) {
            mail.send((probe, _) -> probe.beginPhase(index, startNs));
        }
        changes.enter(phase);
        long lengthNs = lengthNs(phase);
        phase.drop().forEach((storm, share) -> {
            int position = scenario.classIndex(storm);
            ensemble.shardMail().send((shard, _) -> shard.storms().get(position).drop(share, lengthNs, startNs));
        });
    }

    /** Over which a phase spreads what it drops; only one of a fixed length drops anything. */
    private static long lengthNs(Phase phase) {
        return switch (phase.end()) {
            case Phase.End.After(long lengthNs) -> lengthNs;
            case Phase.End.Until _, Phase.End.EndOfRun _ -> 0;
        };
    }

    private Beat beat() {
        return pulse.beat(nowNs, phases(), operator.beats());
    }

    private List<Beat.PhaseBeat> phases() {
        int current = phaseStarts.size() - 1;
        List<Beat.PhaseBeat> phases = new ArrayList<>();
        for (int i = 0; i < scenario.phases().size(); i++) {
            Phase phase = scenario.phases().get(i);
            phases.add(new Beat.PhaseBeat(
                    phase.name(),
                    i == current ? doneShare() : i < current ? 1 : 0,
                    i == current,
                    phase.end() instanceof Phase.End.Until(String mitigation) ? mitigation : ""));
        }
        return phases;
    }

    /** Of the current phase; 0 while its end is not known. */
    private double doneShare() {
        boolean last = phaseStarts.size() == scenario.phases().size();
        long endNs = last ? timeline.durationNs() : currentPhaseEndNs().orElse(NEVER);
        long startNs = phaseStarts.getLast();
        return endNs == NEVER ? 0 : (double) (nowNs - startNs) / Math.max(1, endNs - startNs);
    }

    Operator operator() {
        return operator;
    }

    /**
     * All phases of the scenario, as they came.
     *
     * @param endNs of the run, or earlier if it was stopped
     */
    List<PhaseSpan> spans(long endNs) {
        List<PhaseSpan> spans = new ArrayList<>();
        for (int i = 0; i < scenario.phases().size(); i++) {
            Phase phase = scenario.phases().get(i);
            long start = i < phaseStarts.size() ? Math.min(phaseStarts.get(i), endNs) : endNs;
            long end = i + 1 < phaseStarts.size() ? Math.min(phaseStarts.get(i + 1), endNs) : endNs;
            spans.add(new PhaseSpan(phase.name(), phase.kind(), start, end));
        }
        return spans;
    }
}
