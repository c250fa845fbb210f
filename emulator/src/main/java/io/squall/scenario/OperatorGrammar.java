package io.squall.scenario;

import io.squall.scenario.Mitigation.Action;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of the operator's mitigations. Who sees nothing decides in one time; who reaches through nothing stands at the device.
 *
 * <pre>
 *     move-dns: { when: dns starved, see: metrics, reach: deploy, decide: { sighted: 8 s, blind: 24 s },
 *                 reach-again: 2 s, console: 5 s,
 *                 move: { classes: [dns], to: dns-path } | isolate: { storm: clients, share: 50 %, to: isolation }
 *                 | set: { paths: { boundary: { capacity: 1000/s } } } }
 * </pre>
 */
final class OperatorGrammar {
    private OperatorGrammar() {}

    static Mitigation mitigation(Section mitigation, References references) {
        String when = mitigation.required("when", references.starved());
        @Nullable String see = through(mitigation, "see", references);
        @Nullable String reach = through(mitigation, "reach", references);
        Decision decision = mitigation
                .section("decide")
                .map(decide -> decision(decide, see != null))
                .orElse(new Decision(0, 0));
        long againNs = 0;
        long consoleNs = 0;
        if (reach == null) {
            mitigation.reject("reach-again", "only a mitigation that must reach tries again");
            mitigation.reject("console", "only a mitigation that must reach has a slow way round");
        } else {
            againNs = mitigation.required("reach-again", Words.SOME_TIME);
            consoleNs = mitigation.required("console", Words.ANY_TIME);
        }
        Action action = action(mitigation, references);
        return new Mitigation(
                mitigation.name(),
                when,
                see,
                reach,
                decision.sightedNs(),
                decision.blindNs(),
                againNs,
                consoleNs,
                action);
    }

    private record Decision(long sightedNs, long blindNs) {}

    private static @Nullable String through(Section mitigation, String key, References references) {
        return mitigation.ifThere(key, references.probe());
    }

    private static Decision decision(Section decide, boolean canBeBlind) {
        long sightedNs = decide.required("sighted", Words.ANY_TIME);
        long blindNs = sightedNs;
        if (canBeBlind) {
            blindNs = decide.required("blind", Words.ANY_TIME);
            if (decide.isSound() && blindNs < sightedNs) {
                decide.refuse("blind", "at least as long as sighted, " + Quantity.DURATION.format(sightedNs));
            }
        } else {
            decide.reject("blind", "a mitigation that need not see is never blind");
        }
        return new Decision(sightedNs, blindNs);
    }

    private static Action action(Section mitigation, References references) {
        Optional<Action> move = mitigation.optionalSection("move").map(section -> move(section, references));
        Optional<Action> isolate = mitigation.optionalSection("isolate").map(section -> isolate(section, references));
        Optional<Action> change = mitigation.raw("set").map(_ -> new Action.Change());
        if (Stream.of("move", "isolate", "set").filter(mitigation::has).count() != 1) {
            mitigation.problem("expected one of move, isolate and set");
        }
        return move.or(() -> isolate).or(() -> change).orElseGet(Action.Change::new);
    }

    private static Action move(Section move, References references) {
        List<String> classes = move.list("classes", references.trafficClass());
        if (move.isSound() && classes.isEmpty()) {
            move.reject("classes", "the list is empty, expected at least one class");
        }
        String to = move.required("to", references.path());
        return new Action.Move(classes, to);
    }

    private static Action isolate(Section isolate, References references) {
        String storm = isolate.required("storm", references.storm());
        double share = isolate.required("share", Words.SOME_SHARE);
        String to = isolate.required("to", references.path());
        return new Action.Isolate(storm, share, to);
    }
}
