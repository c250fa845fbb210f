package io.squall.scenario;

import io.squall.load.Seed;
import io.squall.load.Spread;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The language of a scenario, from the top; the sections have grammars of their own. */
final class ScenarioGrammar {
    static final Notation<Recovers> RECOVERS = Notation.oneOf(Recovers.class);
    static final String VERSION = "1";

    private static final int MOST_CLASSES = 63;
    private static final long CUT_NS = 100_000_000;
    private static final long LEAST_DEFAULT_WINDOW_NS = 5_000_000_000L;
    private static final int PERIODS_OF_DEFAULT_WINDOW = 20;
    private static final int WINDOWS_OF_DEFAULT_HOLD = 3;
    private static final Seed DEFAULT_SEED = new Seed(1);

    private static final Notation<String> VERSION_1 =
            Notation.reference("the version of this language", Set.of(VERSION));

    private static final Notation<Seed> SEED = new Notation<>(
            DEFAULT_SEED,
            text -> {
                try {
                    return new Notation.Reading.Good<>(new Seed(Long.parseLong(text)));
                } catch (NumberFormatException _) {
                    return new Notation.Reading.Bad<>("a whole number of 64 bits");
                }
            },
            seed -> Long.toString(seed.value()));

    private static final Notation<Long> CUTS =
            Words.SOME_TIME.where(ns -> ns % CUT_NS == 0, "a multiple of " + Quantity.DURATION.format(CUT_NS));

    enum Recovers {
        TRUE,
        FALSE,
        EITHER
    }

    private record Plane(Spread delay, Map<String, InetSocketAddress> upstream) {}

    private record Window(long windowNs, long holdNs) {}

    private ScenarioGrammar() {}

    /** Reports what is wrong; the scenario returned is of use only if nothing is. Its source and hash are still empty. */
    static Scenario scenario(Node.Mapping root, Problems problems) {
        Section scenario = new Section("", root, problems);
        References references = References.of(root);
        scenario.required("squall", VERSION_1);
        String name = scenario.required("name", Words.NAME);
        String title = scenario.optional("title", Words.TEXT, name);
        String note = scenario.optional("note", Words.TEXT, "");
        Seed seed = scenario.optional("seed", SEED, DEFAULT_SEED);
        long durationNs = scenario.required("duration", Words.SOME_TIME);
        List<StormSpec> storms = scenario.named("storms").stream()
                .map(storm -> LoadGrammar.storm(storm, references))
                .toList();
        List<ProbeSpec> probes = scenario.named("probes").stream()
                .map(probe -> LoadGrammar.probe(probe, references))
                .toList();
        checkClasses(root, references, problems);
        List<Path> paths = paths(scenario, references);
        List<Phase> phases = PhaseGrammar.phases(scenario, references, storms, durationNs);
        Plane plane = scenario.section("plane")
                .map(section -> plane(section, answered(storms, probes)))
                .orElse(new Plane(Quantity.SPREAD.example(), Map.of()));
        List<Mitigation> operator = scenario.named("operator").stream()
                .map(mitigation -> OperatorGrammar.mitigation(mitigation, references))
                .toList();
        Window window = window(scenario, probes);
        Expectation expect = scenario.optionalSection("expect")
                .map(section -> expectation(section, references))
                .orElse(new Expectation(List.of(), null, 0));
        scenario.done();
        return new Scenario(
                name,
                title,
                note,
                seed,
                durationNs,
                phases,
                paths,
                plane.delay(),
                plane.upstream(),
                storms,
                probes,
                operator,
                window.windowNs(),
                window.holdNs(),
                expect,
                "",
                "");
    }

    private static List<Path> paths(Section scenario, References references) {
        if (scenario.section("paths").isPresent() && references.paths().isEmpty()) {
            scenario.reject("paths", "there is no path, expected at least one");
        }
        return scenario.has("paths")
                ? scenario.named("paths").stream()
                        .map(path -> PathGrammar.path(path, references))
                        .toList()
                : List.of();
    }

    private static Plane plane(Section plane, Notation<String> answered) {
        Spread delay = plane.required("delay", Quantity.spread(0, Words.DAY_NS));
        Map<String, InetSocketAddress> upstream = plane.entries("upstream", answered, Words.ADDRESS);
        plane.done();
        return new Plane(delay, upstream);
    }

    /** The classes that a server answers: a push ends in a sink whose receipts Squall has to read. */
    private static Notation<String> answered(List<StormSpec> storms, List<ProbeSpec> probes) {
        Stream<String> fromStorms =
                storms.stream().filter(s -> s.transport() != Transport.PUSH).map(StormSpec::name);
        Stream<String> fromProbes =
                probes.stream().filter(p -> p.transport() != Transport.PUSH).map(ProbeSpec::name);
        return Notation.reference(
                "a class that a server answers (a push has none but its sink)",
                Stream.concat(fromStorms, fromProbes).toList());
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

    private static Window window(Section scenario, List<ProbeSpec> probes) {
        long longestNs = probes.stream().mapToLong(ProbeSpec::periodNs).max().orElse(0);
        long leastNs = Math.max(LEAST_DEFAULT_WINDOW_NS, PERIODS_OF_DEFAULT_WINDOW * longestNs);
        long otherwiseNs = (leastNs + CUT_NS - 1) / CUT_NS * CUT_NS;
        Window otherwise = new Window(otherwiseNs, WINDOWS_OF_DEFAULT_HOLD * otherwiseNs);
        return scenario.optionalSection("verdict")
                .map(verdict -> {
                    long windowNs = verdict.optional("window", CUTS, otherwiseNs);
                    if (verdict.isSound() && windowNs < longestNs) {
                        verdict.refuse("window", "at least the longest period, " + Quantity.DURATION.format(longestNs));
                    }
                    long holdNs = verdict.optional("hold", CUTS, WINDOWS_OF_DEFAULT_HOLD * windowNs);
                    verdict.done();
                    return new Window(windowNs, holdNs);
                })
                .orElse(otherwise);
    }

    private static Expectation expectation(Section expect, References references) {
        List<String> starved = expect.has("starved") ? expect.list("starved", references.probe()) : List.of();
        Recovers recovers = expect.optional("recovers-by-itself", RECOVERS, Recovers.EITHER);
        double delivery = expect.optional("delivery", Words.SHARE, 0.0);
        expect.done();
        return new Expectation(starved, recovers == Recovers.EITHER ? null : recovers == Recovers.TRUE, delivery);
    }
}
