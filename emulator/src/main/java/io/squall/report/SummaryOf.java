package io.squall.report;

import io.squall.journal.State;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.MitigationRecord;
import io.squall.record.PathLog;
import io.squall.record.PhaseSpan;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import io.squall.scenario.Mitigation;
import io.squall.scenario.Phase;
import io.squall.scenario.Scenario;
import io.squall.verdict.ClassFinding;
import io.squall.verdict.Law;
import io.squall.verdict.Law.Account;
import io.squall.verdict.Recovery;
import io.squall.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes the summary of a run. */
public final class SummaryOf {
    private static final long SETTLE_NS = 2_000_000_000;
    private static final double SECOND_NS = 1e9;

    private final Scenario scenario;
    private final Snapshot run;
    private final Verdict verdict;
    private final @Nullable PhaseSpan trigger;

    /**
     * How the run came about.
     *
     * @param stoppedNs when a signal ended it
     * @param journal what was recorded; null if nothing was
     */
    public record Circumstances(
            String squall,
            String mode,
            String startedUtc,
            OptionalLong stoppedNs,
            int exitCode,
            State.@Nullable Kept journal) {}

    private SummaryOf(Scenario scenario, Snapshot run, Verdict verdict) {
        this.scenario = scenario;
        this.run = run;
        this.verdict = verdict;
        trigger = run.phases().stream()
                .filter(p -> p.kind() == Phase.Kind.TRIGGER && p.happened())
                .findFirst()
                .orElse(null);
    }

    public static Summary of(Scenario scenario, Snapshot run, Verdict verdict, Circumstances how) {
        return new SummaryOf(scenario, run, verdict).summary(how);
    }

    private Map<String, String> upstream() {
        Map<String, String> upstream = new LinkedHashMap<>();
        scenario.upstream()
                .forEach((name, at) -> upstream.put(name, at.getAddress().getHostAddress() + ":" + at.getPort()));
        return upstream;
    }

    private Summary summary(Circumstances how) {
        return new Summary(
                Summary.SCHEMA,
                how.squall(),
                how.mode(),
                how.startedUtc(),
                new Summary.ScenarioRow(
                        scenario.name(),
                        scenario.title(),
                        scenario.note(),
                        scenario.hash(),
                        scenario.seed().value(),
                        scenario.durationNs(),
                        scenario.windowNs(),
                        upstream()),
                how.stoppedNs().isPresent() ? "STOPPED" : verdict.outcome().name(),
                how.exitCode(),
                verdict.reasons(),
                verdict.checks(),
                boxed(how.stoppedNs()),
                verdict.recovery().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                overhangNs(),
                verdict.congestedNs(),
                run.phases().stream()
                        .map(p -> new Summary.PhaseRow(p.name(), key(p.kind()), p.startNs(), p.endNs()))
                        .toList(),
                run.classes().stream().map(this::classRow).toList(),
                verdict.controls().stream().map(this::controlRow).toList(),
                mitigationRows(),
                storm(),
                paths(),
                run.services().entrySet().stream()
                        .map(e -> new Summary.ServiceRow(e.getKey(), e.getValue()))
                        .toList(),
                run.health(),
                run.replay(),
                how.journal(),
                run.digest());
    }

    private static String key(Phase.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How long the last starved class outlived the trigger. */
    private @Nullable Long overhangNs() {
        if (trigger == null || verdict.recovery() == Recovery.NEVER_STARVED) {
            return null;
        }
        long last = verdict.controls().stream()
                .filter(ClassFinding::wasStarved)
                .mapToLong(c -> Math.min(
                        c.spans().getLast().leftNs(), run.phases().getLast().endNs()))
                .max()
                .orElseThrow();
        return Math.max(0, last - trigger.endNs());
    }

    private Summary.ClassRow classRow(ClassRecord c) {
        List<Summary.PhaseAccount> phases = new ArrayList<>();
        for (int phase = 0; phase < run.phases().size(); phase++) {
            PhaseSpan span = run.phases().get(phase);
            Account account = Law.account(c, phase);
            double seconds = (span.endNs() - span.startNs()) / SECOND_NS;
            phases.add(new Summary.PhaseAccount(
                    span.name(),
                    account,
                    account.amplification(),
                    seconds > 0 ? account.answered() / seconds : 0,
                    run.latency().ofPhase(c.name(), phase),
                    c.role() == ClassRecord.Role.STORM ? run.latency().ofPhase(c.name() + ".request", phase) : null));
        }
        return new Summary.ClassRow(
                c.name(),
                c.role().name().toLowerCase(Locale.ROOT),
                Law.total(c, run.phases().size()),
                run.latency().ofRun(c.name()),
                phases);
    }

    private Summary.ControlRow controlRow(ClassFinding f) {
        String state = !f.wasStarved() ? "never starved" : f.isStarvedAtTheEnd() ? "starved" : "returned";
        return new Summary.ControlRow(
                f.name(),
                state,
                f.spans().stream()
                        .map(s -> new Summary.SpanRow(s.enteredNs(), s.isOpen() ? null : s.leftNs()))
                        .toList(),
                boxed(f.timeToStarveNs()),
                boxed(f.timeToRecoverNs()),
                f.overhang().isPresent() ? f.overhang().getAsDouble() : null,
                f.starvedNs(),
                f.brownOutNs(),
                f.blindNs(),
                f.worstGapNs(),
                f.delivery(),
                f.cause(),
                f.isolation().isPresent() ? f.isolation().getAsDouble() : null,
                f.stormLoss().isPresent() ? f.stormLoss().getAsDouble() : null);
    }

    private List<Summary.MitigationRow> mitigationRows() {
        List<Summary.MitigationRow> rows = new ArrayList<>();
        for (int i = 0; i < run.mitigations().size(); i++) {
            rows.add(mitigationRow(scenario.operator().get(i), run.mitigations().get(i)));
        }
        return rows;
    }

    private Summary.MitigationRow mitigationRow(Mitigation plan, MitigationRecord m) {
        return new Summary.MitigationRow(
                m.name(),
                boxed(m.conditionNs()),
                boxed(m.wishedNs()),
                boxed(m.decidedNs()),
                boxed(m.appliedNs()),
                difference(m.appliedNs(), m.wishedNs()),
                difference(m.decidedNs(), m.wishedNs()),
                m.decidedNs().isPresent() ? plan.sightedNs() : null,
                difference(m.appliedNs(), m.decidedNs()),
                m.tries(),
                m.console(),
                m.appliedNs().isPresent() ? returnedAfter(m.appliedNs().getAsLong()) : List.of());
    }

    private static @Nullable Long difference(OptionalLong to, OptionalLong from) {
        return to.isPresent() && from.isPresent() ? to.getAsLong() - from.getAsLong() : null;
    }

    /** Classes that left STARVED between this mitigation and the next. */
    private List<String> returnedAfter(long appliedNs) {
        long nextNs = run.mitigations().stream()
                .mapToLong(m -> m.appliedNs().orElse(Long.MAX_VALUE))
                .filter(at -> at > appliedNs)
                .min()
                .orElse(Long.MAX_VALUE);
        return verdict.controls().stream()
                .filter(ClassFinding::wasStarved)
                .filter(c -> c.spans().getLast().leftNs() >= appliedNs
                        && c.spans().getLast().leftNs() < nextNs)
                .map(ClassFinding::name)
                .toList();
    }

    private Summary.StormRow storm() {
        List<ClassRecord> storms = run.classes().stream()
                .filter(c -> c.role() == ClassRecord.Role.STORM)
                .toList();
        long intended = sum(storms, Counter.INTENDED);
        long first = sum(storms, Counter.FIRST_TRIES);
        double seconds = Math.max(1, run.phases().getLast().endNs()) / SECOND_NS;
        long answeredTwoWay = run.classes().stream()
                .filter(c -> isServed(c.name()))
                .mapToLong(c -> c.total(Counter.ANSWERED))
                .sum();
        return new Summary.StormRow(
                stormRate(storms),
                first == 0 ? 1 : (double) intended / first,
                peakAmplification(storms),
                sum(storms, Counter.ANSWERED) / seconds,
                run.planeServed(),
                run.planeServed() == 0 ? 1 : (double) answeredTwoWay / run.planeServed());
    }

    private List<Summary.PathRow> paths() {
        List<Summary.PathRow> rows = new ArrayList<>();
        PathLog log = run.pathLog();
        int cuts = run.timeline().cuts();
        for (int p = 0; p < run.paths().size(); p++) {
            List<Summary.LegRow> legs = new ArrayList<>();
            for (int c = 0; c < run.classes().size(); c++) {
                long offered = log.offered(p, c, 0, cuts);
                if (offered > 0) {
                    String name = run.classes().get(c).name();
                    legs.add(new Summary.LegRow(
                            name, offered, log.dropped(p, c, 0, cuts), log.lostToTable(p, c, 0, cuts)));
                }
            }
            rows.add(new Summary.PathRow(run.paths().get(p), log.meanWaitNs(p), legs));
        }
        return rows;
    }

    /** Whether a class asks the plane for an answer; a push does not. */
    private boolean isServed(String name) {
        return scenario.probes().stream()
                .filter(p -> p.name().equals(name))
                .allMatch(p -> p.transport().legs() > 1);
    }

    private static long sum(List<ClassRecord> classes, Counter counter) {
        return classes.stream().mapToLong(c -> c.total(counter)).sum();
    }

    private @Nullable Double stormRate(List<ClassRecord> storms) {
        if (trigger == null) {
            return null;
        }
        long firstMitigation = run.mitigations().stream()
                .mapToLong(m -> m.appliedNs().orElse(Long.MAX_VALUE))
                .min()
                .orElse(Long.MAX_VALUE);
        int from = run.timeline().cutOf(trigger.endNs() + SETTLE_NS);
        int to = run.timeline()
                .cutOf(Math.min(firstMitigation, run.phases().getLast().endNs()));
        if (to <= from) {
            return null;
        }
        long arrived = storms.stream()
                .mapToLong(c -> run.pathLog().arrived(run.classes().indexOf(c), from, to))
                .sum();
        return arrived / ((to - from) * Timeline.CUT_NS / SECOND_NS);
    }

    private double peakAmplification(List<ClassRecord> storms) {
        int window = Math.toIntExact(scenario.windowNs() / Timeline.CUT_NS);
        double peak = 1;
        for (int to = window; to <= run.timeline().cuts(); to += window) {
            long intended = 0;
            long first = 0;
            for (ClassRecord storm : storms) {
                intended += storm.inCuts(to - window, to, Counter.INTENDED);
                first += storm.inCuts(to - window, to, Counter.FIRST_TRIES);
            }
            peak = Math.max(peak, first == 0 ? 1 : (double) intended / first);
        }
        return peak;
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
