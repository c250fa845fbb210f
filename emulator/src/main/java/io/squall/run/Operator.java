package io.squall.run;

import io.squall.boundary.Boundary;
import io.squall.boundary.BoundaryControl;
import io.squall.mailbox.Command;
import io.squall.mailbox.Mailbox;
import io.squall.probe.Probe;
import io.squall.probe.Reach;
import io.squall.record.MitigationRecord;
import io.squall.run.Beat.OperatorBeat.Stage;
import io.squall.scenario.Mitigation;
import io.squall.scenario.Mitigation.Action;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import io.squall.time.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The human at work: notices, decides, reaches, applies. Nothing of it is scheduled.
 *
 * <pre>
 *     condition holds ─► deciding ───────────────────► reaching ───────────────────► applied
 *                        (work: at full speed while     (own requests on that class's wire,
 *                        it can see, slower from logs)   again and again; or the console)
 * </pre>
 */
final class Operator implements Actor {
    /** How often a human looks. */
    private static final long LOOK_NS = 10_000_000;

    private final Scenario scenario;
    private final LiveVerdict verdict;
    private final Mailbox<Boundary> boundary;
    private final Changes changes;
    private final Function<String, Mailbox<Probe>> probes;
    private final List<Case> cases = new ArrayList<>();
    private @Nullable Case reaching;
    private long nowNs;

    Operator(
            Scenario scenario,
            LiveVerdict verdict,
            Mailbox<Boundary> boundary,
            Changes changes,
            Function<String, Mailbox<Probe>> probes) {
        this.scenario = scenario;
        this.verdict = verdict;
        this.boundary = boundary;
        this.changes = changes;
        this.probes = probes;
        scenario.operator().forEach(mitigation -> cases.add(new Case(mitigation)));
    }

    @Override
    public int doWork(long now) {
        nowNs = now;
        cases.forEach(Case::advance);
        return 0;
    }

    @Override
    public long nextDueNs() {
        long due = NEVER;
        for (Case c : cases) {
            due = Math.min(due, c.nextDueNs());
        }
        return due;
    }

    /** When a mitigation took effect; empty until then. */
    OptionalLong appliedNs(String mitigation) {
        for (Case c : cases) {
            if (c.mitigation.name().equals(mitigation)) {
                return c.appliedNs();
            }
        }
        return OptionalLong.empty();
    }

    List<MitigationRecord> records() {
        return cases.stream().map(Case::record).toList();
    }

    List<Beat.OperatorBeat> beats() {
        return cases.stream().map(Case::beat).toList();
    }

    /** One mitigation on its way. */
    private final class Case {
        private final Mitigation mitigation;
        private OptionalLong conditionNs = OptionalLong.empty();
        private OptionalLong decidedNs = OptionalLong.empty();
        private Optional<Command<Boundary>> change = Optional.empty();
        private double decided;
        private long advancedNs;
        private long blindNs;
        private boolean blind;
        private @Nullable Reach question;
        private long nextTryNs;
        private int tries;
        private boolean console;

        Case(Mitigation mitigation) {
            this.mitigation = mitigation;
        }

        void advance() {
            if (change.isPresent()) {
                return;
            }
            if (conditionNs.isEmpty()) {
                notice();
            } else if (decidedNs.isEmpty()) {
                decide();
            }
            if (decidedNs.isPresent()) {
                reach();
            }
        }

        private void notice() {
            if (verdict.isStarved(mitigation.whenStarved())) {
                conditionNs = OptionalLong.of(nowNs);
                advancedNs = nowNs;
                blind = isBlind();
            }
        }

        private boolean isBlind() {
            String see = mitigation.see();
            return see != null && verdict.isStarved(see);
        }

        private long delayNs() {
            return blind ? mitigation.blindNs() : mitigation.sightedNs();
        }

        /** Deciding is work: what was done by the light of the dashboards is not lost when they go dark. */
        private void decide() {
            long elapsed = nowNs - advancedNs;
            advancedNs = nowNs;
            decided += elapsed / (double) Math.max(1, delayNs());
            blindNs += blind ? elapsed : 0;
            blind = isBlind();
            // A decision that takes no time is not waited for.
            if (decided >= 1 - 1e-9 || delayNs() == 0) {
                decidedNs = OptionalLong.of(nowNs);
                nextTryNs = nowNs;
            }
        }

        private void reach() {
            String through = mitigation.reach();
            if (through == null) {
                apply();
                return;
            }
            if (question != null && question.state() != Reach.State.ASKED) {
                boolean reached = question.state() == Reach.State.REACHED;
                question = null;
                reaching = null;
                if (reached) {
                    apply();
                    return;
                }
            }
            if (nowNs >= decidedNs.orElse(nowNs) + mitigation.consoleNs()) {
                console = true;
                apply();
            } else if (question == null && reaching == null && nowNs >= nextTryNs) {
                ask(through);
            }
        }

        private void ask(String through) {
            Reach asked = new Reach();
            question = asked;
            reaching = this;
            tries++;
            nextTryNs = nowNs + mitigation.reachAgainNs();
            long atNs = nowNs;
            probes.apply(through).send((probe, _) -> probe.reach(asked, atNs));
        }

        private void apply() {
            if (reaching == this) {
                reaching = null;
            }
            Action action = mitigation.action();
            change = Optional.of(
                    action instanceof Action.Change
                            ? changes.apply(mitigation.name())
                            : boundary.send((target, _) -> perform(action, target)));
        }

        long nextDueNs() {
            if (change.isPresent()) {
                return NEVER;
            }
            if (conditionNs.isEmpty() || decidedNs.isPresent()) {
                return nowNs + LOOK_NS;
            }
            double left = Math.max(0, 1 - decided) * delayNs();
            return Math.min(nowNs + LOOK_NS, advancedNs + (long) Math.ceil(left));
        }

        OptionalLong appliedNs() {
            return change.isPresent() ? change.get().appliedNs() : OptionalLong.empty();
        }

        Beat.OperatorBeat beat() {
            Stage stage = Stage.WATCHING;
            if (appliedNs().isPresent()) {
                stage = Stage.APPLIED;
            } else if (decidedNs.isPresent()) {
                stage = Stage.REACHING;
            } else if (conditionNs.isPresent()) {
                stage = Stage.DECIDING;
            }
            return new Beat.OperatorBeat(mitigation.name(), stage, isBlind(), tries);
        }

        MitigationRecord record() {
            OptionalLong wished = conditionNs.isPresent()
                    ? OptionalLong.of(conditionNs.getAsLong() + mitigation.sightedNs())
                    : OptionalLong.empty();
            double lost = mitigation.blindNs() == 0 ? 0 : 1 - mitigation.sightedNs() / (double) mitigation.blindNs();
            return new MitigationRecord(
                    mitigation.name(),
                    conditionNs,
                    wished,
                    decidedNs,
                    appliedNs(),
                    Math.round(blindNs * lost),
                    tries,
                    console);
        }
    }

    private void perform(Action action, BoundaryControl target) {
        switch (action) {
            case Action.Move(List<String> classes, String to) ->
                classes.forEach(name -> target.reroute(scenario.classIndex(name), scenario.pathIndex(to)));
            case Action.Isolate(String storm, double share, String to) ->
                target.isolate(scenario.classIndex(storm), (int) (share * sources(storm)), scenario.pathIndex(to));
            case Action.Change _ -> throw new IllegalStateException("settings are not the boundary's alone");
        }
    }

    private int sources(String storm) {
        for (StormSpec spec : scenario.storms()) {
            if (spec.name().equals(storm)) {
                return spec.population().sources();
            }
        }
        throw new IllegalArgumentException("there is no storm " + storm);
    }
}
