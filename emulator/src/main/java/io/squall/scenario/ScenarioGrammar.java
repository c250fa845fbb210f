package io.squall.scenario;

import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.scenario.Scenario.Judging;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The language of a scenario, from the top; the sections have grammars of their own. */
final class ScenarioGrammar {
    private static final String VERSION = "1";
    private static final int MOST_CLASSES = 63;
    private static final long CUT_NS = 100_000_000;
    private static final long LEAST_DEFAULT_WINDOW_NS = 5_000_000_000L;
    private static final int PERIODS_OF_DEFAULT_WINDOW = 20;
    private static final int WINDOWS_OF_DEFAULT_HOLD = 3;

    private static final Notation<Recovers> RECOVERS = Notation.oneOf(Recovers.class);
    private static final Notation<String> VERSION_1 =
            Notation.reference("the version of this language", Set.of(VERSION));

    private static final Notation<Seed> SEED = new Notation<>(
            new Seed(1),
            text -> {
                try {
                    return new Notation.Reading.Good<>(new Seed(Long.parseLong(text)));
                } catch (NumberFormatException _) {
                    return new Notation.Reading.Bad<>(
                            "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
                }
            },
            seed -> Long.toString(seed.value()));

    private enum Recovers {
        TRUE,
        FALSE,
        EITHER
    }

    private final Section scenario;
    private final References references;

    private ScenarioGrammar(Section scenario, References references) {
        this.scenario = scenario;
        this.references = references;
    }

    /** What was read: the scenario without source and hash, and the keys and values as they were understood. */
    record Read(Scenario scenario, Map<String, Object> understood) {}

    /**
     * Reports what is wrong; what is returned is of use only if nothing is.
     */
    static Read read(Node.Mapping root, References.Reading reading, Problems problems) {
        Section section = new Section("", root, Language.root(), problems);
        References references = References.of(root, reading);
        checkClasses(root, references, problems);
        Scenario scenario = new ScenarioGrammar(section, references).scenario();
        return new Read(scenario, section.understood());
    }

    private Scenario scenario() {
        scenario.required("squall", VERSION_1);
        String name = scenario.required("name", Words.NAME);
        String title = scenario.optional("title", Words.TEXT, name);
        String note = scenario.optional("note", Words.TEXT);
        Seed seed = scenario.optional("seed", SEED);
        long durationNs = scenario.required("duration", Words.SOME_TIME);
        List<StormSpec> storms = scenario.named("storms").stream()
                .map(storm -> LoadGrammar.storm(storm, references, durationNs))
                .toList();
        List<ProbeSpec> probes = scenario.named("probes").stream()
                .map(probe -> LoadGrammar.probe(probe, references))
                .toList();
        List<Phase> phases = PhaseGrammar.phases(scenario, references, storms, durationNs);
        List<Path> paths = paths();
        Plane plane = scenario.section("plane")
                .map(section -> PlaneGrammar.plane(section, references))
                .orElse(Plane.answering(new Spread.Fixed(0)));
        List<Mitigation> operator = scenario.named("operator").stream()
                .map(mitigation -> OperatorGrammar.mitigation(mitigation, references))
                .toList();
        Judging judging = judging(probes, phases.stream().map(Phase::name).toList());
        Expectation expect = expectation(scenario.defaulted("expect"));
        return new Scenario(
                name,
                title,
                note,
                seed,
                durationNs,
                phases,
                paths,
                plane,
                storms,
                probes,
                operator,
                judging,
                expect,
                "",
                "");
    }

    private List<Path> paths() {
        if (scenario.has("paths") && references.paths().isEmpty()) {
            scenario.reject("paths", "there is no path, expected at least one");
        }
        return scenario.named("paths").stream()
                .map(path -> PathGrammar.path(path, references))
                .toList();
    }

    private static void checkClasses(Node.Mapping root, References references, Problems problems) {
        for (String kind : List.of("storms", "probes")) {
            Node.Member member = root.members().get(kind);
            if (member != null && member.value() instanceof Node.Mapping(Origin _, var classes)) {
                classes.forEach((name, entry) -> {
                    if (name.equals(Scenario.OPERATOR)) {
                        problems.add(
                                entry.origin(), kind + "." + name, "this name is kept for the operator's own requests");
                    } else if (kind.equals("probes") && references.storms().contains(name)) {
                        problems.add(entry.origin(), kind + "." + name, "this name is taken by a storm");
                    }
                });
            }
        }
        int classes = references.classes().size();
        if (classes == 0) {
            problems.add(root.origin(), "", "there are neither storms nor probes, expected at least one of them");
        } else if (classes > MOST_CLASSES) {
            problems.add(
                    root.origin(), "", "there are " + classes + " storms and probes, expected at most " + MOST_CLASSES);
        }
    }

    private Judging judging(List<ProbeSpec> probes, List<String> phases) {
        long longestNs = probes.stream().mapToLong(ProbeSpec::periodNs).max().orElse(0);
        long leastNs = Math.max(LEAST_DEFAULT_WINDOW_NS, PERIODS_OF_DEFAULT_WINDOW * longestNs);
        long otherwiseNs = (leastNs + CUT_NS - 1) / CUT_NS * CUT_NS;
        Section verdict = scenario.defaulted("verdict");
        long windowNs = verdict.optional("window", Words.CUTS, Quantity.DURATION.format(otherwiseNs));
        if (verdict.isSound() && windowNs < longestNs) {
            verdict.refuse("window", "at least the longest period, " + Quantity.DURATION.format(longestNs));
        }
        String hold = Quantity.DURATION.format(WINDOWS_OF_DEFAULT_HOLD * windowNs);
        long holdNs = verdict.optional("hold", Words.CUTS, hold);
        List<Criterion> criteria = scenario.list("criteria", CriterionGrammar.criterion(references, phases));
        return new Judging(windowNs, holdNs, criteria);
    }

    private Expectation expectation(Section expect) {
        List<String> starved = expect.list("starved", references.probe());
        Recovers recovers = expect.optional("recovers-by-itself", RECOVERS);
        double delivery = expect.optional("delivery", Words.SHARE);
        @Nullable Boolean byItself = recovers == Recovers.EITHER ? null : recovers == Recovers.TRUE;
        Map<String, String> after = Map.of();
        if (expect.has("recovers-after")) {
            after = expect.entries("recovers-after", references.probe(), references.mitigation());
        }
        return new Expectation(starved, byItself, after, delivery);
    }
}
