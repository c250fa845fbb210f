package io.squall.verdict;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.MitigationRecord;
import io.squall.record.PathLog;
import io.squall.record.Percentiles;
import io.squall.record.PhaseSpan;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import io.squall.scenario.Expectation;
import io.squall.scenario.Path;
import io.squall.scenario.Phase;
import io.squall.scenario.Scenario;
import io.squall.verdict.Starvation.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Computes the verdict of a run from what was recorded. */
public final class Judge {
    private static final double CONGESTED_DROPS = 0.01;
    private static final String BY_ITSELF = " recovered by itself";

    private final Scenario scenario;
    private final Snapshot run;
    private final Optional<PhaseSpan> trigger;
    private final long firstMitigationNs;

    private Judge(Scenario scenario, Snapshot run) {
        this.scenario = scenario;
        this.run = run;
        trigger = run.phases().stream()
                .filter(p -> p.kind() == Phase.Kind.TRIGGER && p.happened())
                .findFirst();
        firstMitigationNs = run.mitigations().stream()
                .map(MitigationRecord::appliedNs)
                .mapToLong(applied -> applied.orElse(Long.MAX_VALUE))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    public static Verdict judge(Scenario scenario, Snapshot run) {
        return new Judge(scenario, run).verdict();
    }

    private Verdict verdict() {
        List<ClassFinding> controls = run.probes().stream().map(this::finding).toList();
        Recovery recovery = recovery(controls);
        long congestedNs = congestedNs();
        List<String> invalid = Validity.reasons(run, scenario.smallestDeadlineNs(), scenario.windowNs());
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(
                "validity", invalid.isEmpty(), invalid.isEmpty() ? "Squall kept up" : String.join("; ", invalid)));
        checks.addAll(expectations(controls, recovery));
        Criteria criteria = new Criteria(run);
        scenario.judging().criteria().forEach(criterion -> checks.add(criteria.check(criterion)));
        if (!invalid.isEmpty()) {
            return new Verdict(Verdict.Outcome.INVALID, invalid, checks, recovery, controls, congestedNs);
        }
        List<String> failures = checks.stream()
                .filter(check -> !check.met())
                .map(Check::sentence)
                .distinct()
                .toList();
        return failures.isEmpty()
                ? new Verdict(Verdict.Outcome.PASS, List.of(met(controls)), checks, recovery, controls, congestedNs)
                : new Verdict(Verdict.Outcome.FAIL, failures, checks, recovery, controls, congestedNs);
    }

    private ClassFinding finding(ClassRecord probe) {
        Starvation starvation = new Starvation(scenario.windowNs(), scenario.holdNs());
        long blindNs = 0;
        int decided = decidedCuts(probe);
        for (int cut = 0; cut < decided; cut++) {
            starvation.accept(
                    probe.inCut(cut, Counter.SENT),
                    probe.inCut(cut, Counter.ANSWERED),
                    probe.firstUnansweredNs(cut),
                    !run.untrusted()[cut]);
            blindNs += probe.blindNs(cut);
        }
        List<Span> spans = starvation.spans();
        long starvedNs = 0;
        for (Span span : spans) {
            starvedNs += Math.min(span.leftNs(), endNs()) - span.enteredNs();
        }
        OptionalLong timeToRecover = timeToRecover(spans);
        Law.Account account = Law.total(probe, run.phases().size());
        return new ClassFinding(
                probe.name(),
                spans,
                timeToStarve(spans),
                timeToRecover,
                overhang(timeToRecover),
                starvedNs,
                starvation.brownOutNs(),
                blindNs,
                probe.worstGapNs(),
                account.delivery(),
                spans.isEmpty() ? "" : Cause.of(run, probe, spans.getFirst(), firstMitigationNs),
                isolation(probe),
                stormLoss(probe));
    }

    /** A run that was stopped leaves probes undecided: they are neither answered nor lost. */
    private int decidedCuts(ClassRecord probe) {
        return Math.toIntExact(Math.min(run.timeline().cuts(), probe.decidedThroughNs() / Timeline.CUT_NS));
    }

    /** When the run ended: as planned, or when it was stopped. */
    private long endNs() {
        return run.phases().getLast().endNs();
    }

    private OptionalLong timeToStarve(List<Span> spans) {
        return trigger.isEmpty() || spans.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(spans.getFirst().enteredNs() - trigger.get().startNs());
    }

    private OptionalLong timeToRecover(List<Span> spans) {
        return trigger.isEmpty() || spans.isEmpty() || spans.getLast().isOpen()
                ? OptionalLong.empty()
                : OptionalLong.of(spans.getLast().leftNs() - trigger.get().endNs());
    }

    private OptionalDouble overhang(OptionalLong timeToRecover) {
        return trigger.isEmpty() || timeToRecover.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(timeToRecover.getAsLong()
                        / (double) (trigger.get().endNs() - trigger.get().startNs()));
    }

    private OptionalDouble isolation(ClassRecord probe) {
        Percentiles before = latencyIn(probe, Phase.Kind.BASELINE);
        Percentiles in = latencyIn(probe, Phase.Kind.STORM);
        return before.p99Ns() == 0 || in.count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(in.p99Ns() / (double) before.p99Ns());
    }

    private Percentiles latencyIn(ClassRecord probe, Phase.Kind kind) {
        for (int phase = 0; phase < run.phases().size(); phase++) {
            if (run.phases().get(phase).kind() == kind) {
                return run.latency().ofPhase(probe.name(), phase);
            }
        }
        return Percentiles.NOTHING;
    }

    private OptionalDouble stormLoss(ClassRecord probe) {
        if (trigger.isEmpty()) {
            return OptionalDouble.empty();
        }
        int from = run.timeline().cutOf(trigger.get().startNs());
        int to = Math.min(run.timeline().cutOf(Math.min(firstMitigationNs, endNs())), decidedCuts(probe));
        long sent = probe.inCuts(from, to, Counter.SENT);
        return sent == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - probe.inCuts(from, to, Counter.ANSWERED) / (double) sent);
    }

    private Recovery recovery(List<ClassFinding> controls) {
        if (controls.stream().noneMatch(ClassFinding::wasStarved)) {
            return Recovery.NEVER_STARVED;
        }
        long lastExitNs = controls.stream()
                .filter(ClassFinding::wasStarved)
                .mapToLong(c -> c.spans().getLast().leftNs())
                .max()
                .orElseThrow();
        if (lastExitNs <= Math.min(firstMitigationNs, endNs())) {
            return Recovery.RECOVERED;
        }
        if (trigger.isEmpty()) {
            return Recovery.UNDETERMINED;
        }
        long triggerEndNs = trigger.get().endNs();
        long triggerNs = triggerEndNs - trigger.get().startNs();
        long watchedNs = Math.min(firstMitigationNs, endNs()) - triggerEndNs;
        return watchedNs >= Math.max(10 * triggerNs, 5 * drainNs(triggerEndNs))
                ? Recovery.NOT_RECOVERED
                : Recovery.UNDETERMINED;
    }

    /** How long the queues of the trigger's end take to drain by themselves: (Q0 − C·T)⁺ / (C − λ), the longest of all paths. */
    private long drainNs(long triggerEndNs) {
        int cut = run.timeline().cutOf(triggerEndNs);
        int before = trigger.map(t -> run.timeline().cutOf(t.startNs())).orElse(0);
        double longest = 0;
        for (int path = 0; path < run.paths().size(); path++) {
            double capacity = scenario.paths().get(path).capacity().perSecond();
            double excess = run.pathLog().length(path, cut) - capacity * scenario.smallestDeadlineNs() / 1e9;
            double load = before == 0 ? 0 : offered(path, 0, before) / (before * Timeline.CUT_NS / 1e9);
            if (excess > 0) {
                longest = Math.max(longest, load < capacity ? excess / (capacity - load) : Double.POSITIVE_INFINITY);
            }
        }
        return longest > 1e8 ? Long.MAX_VALUE / 8 : (long) (longest * 1e9);
    }

    /** Windows of w in which more than 1 % of the legs were dropped, or the shortest wait was over half the queue. */
    private long congestedNs() {
        int window = Math.toIntExact(scenario.windowNs() / Timeline.CUT_NS);
        Path path = scenario.paths().getFirst();
        double halfQueueNs = path.queue() == Integer.MAX_VALUE
                ? Double.POSITIVE_INFINITY
                : 0.5 * path.queue() * path.capacity().intervalNs();
        long congested = 0;
        for (int cut = window; cut <= run.timeline().cuts(); cut += window) {
            long least = Long.MAX_VALUE;
            for (int c = cut - window; c < cut; c++) {
                least = Math.min(least, run.pathLog().leastWaitNs(0, c));
            }
            double drops = dropped(0, cut - window, cut) / (double) Math.max(1, offered(0, cut - window, cut));
            if (drops > CONGESTED_DROPS || (least != PathLog.NEVER && least > halfQueueNs)) {
                congested += window * Timeline.CUT_NS;
            }
        }
        return congested;
    }

    private long offered(int path, int from, int to) {
        long sum = 0;
        for (int c = 0; c < run.classes().size(); c++) {
            sum += run.pathLog().offered(path, c, from, to);
        }
        return sum;
    }

    private long dropped(int path, int from, int to) {
        long sum = 0;
        for (int c = 0; c < run.classes().size(); c++) {
            sum += run.pathLog().dropped(path, c, from, to);
        }
        return sum;
    }

    private List<Check> expectations(List<ClassFinding> controls, Recovery recovery) {
        List<Check> checks = new ArrayList<>();
        for (ClassFinding control : controls) {
            String name = control.name();
            if (scenario.expect().starved().contains(name)) {
                checks.add(new Check(
                        name + " starved",
                        control.wasStarved(),
                        control.wasStarved()
                                ? name + " STARVED, as this scenario expects"
                                : name + " was not starved, although this scenario expects it"));
            } else {
                checks.add(new Check(name + " not starved", !control.wasStarved(), surprise(control)));
                checks.add(delivery(control));
            }
        }
        Map<String, String> after = scenario.expect().recoversAfter();
        controls.stream()
                .filter(control -> after.containsKey(control.name()))
                .map(control -> recoversAfter(control, after.getOrDefault(control.name(), "")))
                .forEach(checks::add);
        Boolean byItself = scenario.expect().recoversByItself();
        if (byItself != null) {
            checks.add(recovers(byItself, recovery, checks));
        }
        return checks;
    }

    /** What was said of a class that recovered by itself is not said again of all. */
    private static Check recovers(boolean byItself, Recovery recovery, List<Check> before) {
        String name = byItself ? "recovers by itself" : "does not recover by itself";
        if (recovery == (byItself ? Recovery.RECOVERED : Recovery.NOT_RECOVERED)) {
            return new Check(name, true, recovery.sentence() + ", as this scenario expects");
        }
        String sentence = before.stream()
                .filter(check -> recovery == Recovery.RECOVERED && !check.met())
                .map(Check::sentence)
                .filter(reason -> reason.contains(BY_ITSELF))
                .findFirst()
                .orElse(recovery.sentence() + ", although this scenario expects that it "
                        + (byItself ? "does" : "does not"));
        return new Check(name, false, sentence);
    }

    private static String surprise(ClassFinding control) {
        return control.name()
                + (control.wasStarved() ? " was STARVED, by " + control.cause() : " was never starved, as expected");
    }

    /** It is the newest of the mitigations that had been applied when the class came back for good. */
    private Check recoversAfter(ClassFinding control, String expected) {
        String name = control.name();
        boolean back = control.wasStarved() && !control.spans().getLast().isOpen();
        long leftNs = back ? control.spans().getLast().leftNs() : 0;
        String found = run.mitigations().stream()
                .filter(m -> back && m.appliedNs().orElse(Long.MAX_VALUE) <= leftNs)
                .max(Comparator.comparingLong(m -> m.appliedNs().orElseThrow()))
                .map(MitigationRecord::name)
                .orElse("");
        boolean met = found.equals(expected);
        String when = !control.wasStarved()
                ? " was never starved"
                : !back ? " did not recover" : found.isEmpty() ? BY_ITSELF : " recovered after " + found;
        String sentence = met
                ? ", as this scenario expects"
                : ", although this scenario expects that it recovers after " + expected;
        return new Check(name + " recovers after " + expected, met, name + when + sentence);
    }

    private Check delivery(ClassFinding control) {
        double expected = scenario.expect().delivery();
        boolean met = control.delivery() >= expected;
        String found = String.format(
                Locale.ROOT,
                met
                        ? "%s delivered %.2f %%, of at least %.2f %% expected"
                        : "%s delivered %.2f %%, less than the expected %.2f %%",
                control.name(),
                100 * control.delivery(),
                100 * expected);
        // That of a starved class has a reason of its own.
        return new Check(control.name() + " delivery", met, !met && control.wasStarved() ? surprise(control) : found);
    }

    private String met(List<ClassFinding> controls) {
        Expectation expect = scenario.expect();
        if (expect.starved().isEmpty()) {
            return "no control class was starved";
        }
        String starved = String.join(
                ", ",
                controls.stream()
                        .filter(ClassFinding::wasStarved)
                        .map(ClassFinding::name)
                        .toList());
        Boolean byItself = expect.recoversByItself();
        String after = byItself == null ? "" : byItself ? ", recovered by itself" : ", did not recover by itself";
        return starved + " STARVED" + after + ": as this scenario expects";
    }
}
