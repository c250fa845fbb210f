package io.squall.scenario;

import io.squall.scenario.Phase.End;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code phases}, one after the other. What neither lasts {@code for} a time nor {@code until} a mitigation lasts to the end
 * of the run; the last one always does.
 *
 * <pre>
 *     - { name: scaling-activity, kind: trigger, for: 1 s, drop: { clients: 60 % } }
 * </pre>
 */
final class PhaseGrammar {
    private static final Notation<Phase.Kind> KIND = Notation.oneOf(Phase.Kind.class);

    /** What is kept of each attempt's phase is a byte. */
    private static final int MOST_PHASES = Byte.MAX_VALUE;

    private final Section scenario;
    private final References references;
    private final List<StormSpec> storms;
    private final Set<String> names = new HashSet<>();
    private final Set<String> awaited = new HashSet<>();
    private final List<Section> sections;
    private final List<Phase> phases = new ArrayList<>();

    private PhaseGrammar(Section scenario, References references, List<StormSpec> storms) {
        this.scenario = scenario;
        this.references = references;
        this.storms = storms;
        sections = scenario.elements("phases");
    }

    static List<Phase> phases(Section scenario, References references, List<StormSpec> storms, long durationNs) {
        PhaseGrammar grammar = new PhaseGrammar(scenario, references, storms);
        grammar.sections.forEach(section -> grammar.phases.add(grammar.phase(section)));
        grammar.checkNumber();
        if (scenario.isSound() && grammar.sections.stream().allMatch(Section::isSound)) {
            grammar.checkOrder();
            grammar.checkLengths(durationNs);
        }
        return List.copyOf(grammar.phases);
    }

    private Phase phase(Section phase) {
        String name = phase.required("name", Words.NAME);
        if (!names.add(name)) {
            phase.refuse("name", "a name that no other phase has");
        }
        Phase.Kind kind = phase.required("kind", KIND);
        End end = end(phase);
        Map<String, Double> drop = phase.entries("drop", references.storm(), Words.SHARE);
        if (!drop.isEmpty() && !(end instanceof End.After)) {
            phase.reject("drop", "it is spread over the phase, so the phase needs a length, a \"for\"");
        }
        for (StormSpec storm : storms) {
            if (drop.containsKey(storm.name()) && storm.population() instanceof Population.Open) {
                phase.reject(
                        "drop",
                        "nobody stays connected in " + storm.name() + ", expected a storm with a closed population");
            }
        }
        return new Phase(name, kind, end, drop, phase.raw("set").isPresent());
    }

    private End end(Section phase) {
        if (phase.has("until")) {
            phase.reject("for", "a phase lasts either for a time or until a mitigation");
            String mitigation = phase.required("until", references.mitigation());
            if (phase.isSound() && !awaited.add(mitigation)) {
                phase.refuse("until", "a mitigation that no earlier phase lasts until");
            }
            return new End.Until(mitigation);
        }
        return phase.has("for") ? new End.After(phase.required("for", Words.SOME_TIME)) : new End.EndOfRun();
    }

    private void checkNumber() {
        if (phases.size() > MOST_PHASES) {
            scenario.reject("phases", "there are " + phases.size() + " phases, expected at most " + MOST_PHASES);
        }
    }

    private void checkOrder() {
        int last = phases.size() - 1;
        for (int i = 0; i < last; i++) {
            if (phases.get(i).end() instanceof End.EndOfRun) {
                sections.get(i + 1)
                        .problem("never begins, since " + phases.get(i).name()
                                + " has no end: no \"for\" and no \"until\"");
            }
        }
        if (last >= 0 && phases.get(last).end() instanceof End.Until) {
            sections.get(last).reject("until", "the last phase lasts to the end of the run");
        }
    }

    private void checkLengths(long durationNs) {
        long fixedNs = 0;
        boolean allFixed = !phases.isEmpty();
        for (Phase phase : phases) {
            allFixed &= phase.end() instanceof End.After;
            fixedNs += phase.end() instanceof End.After(long lengthNs) ? lengthNs : 0;
        }
        String duration = Quantity.DURATION.format(durationNs);
        if (fixedNs > durationNs) {
            scenario.reject(
                    "phases",
                    "the phases take " + Quantity.DURATION.format(fixedNs) + ", the run lasts only " + duration);
        } else if (!phases.isEmpty()
                && phases.getLast().end() instanceof End.After
                && !(allFixed && fixedNs == durationNs)) {
            sections.getLast().reject("for", "the last phase lasts to the end of the run, at " + duration);
        }
    }
}
