package io.squall.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scenario's settings with the {@code set} of phases and mitigations laid over them. */
final class Variants {
    private static final String SET = "set";

    private Variants() {}

    /** Reports what a {@code set} of a sound scenario does that it cannot. */
    static void check(Node.Mapping root, Scenario scenario, Problems problems) {
        List<String> owners = new ArrayList<>();
        scenario.phases().stream().filter(Phase::changes).forEach(p -> owners.add("phases." + p.name()));
        scenario.operator().stream()
                .filter(m -> m.action() instanceof Mitigation.Action.Change)
                .forEach(m -> owners.add("operator." + m.name()));
        for (String owner : owners) {
            Node.Mapping set = set(root, owner).orElseThrow();
            Problems own = new Problems();
            unknown(root, set, owner + ".set", own);
            if (!own.isEmpty()) {
                problems.addAll(own);
                continue;
            }
            Scenario changed = ScenarioGrammar.read(Layers.merged(root, set), References.Reading.CHANGED, own)
                    .scenario();
            problems.addAll(own);
            if (own.isEmpty()) {
                fixed(scenario.settings(), changed.settings())
                        .ifPresent(what -> problems.add(
                                set.origin(), owner + ".set", what + " cannot change while the run goes on"));
            }
        }
    }

    /** A change of what is not there would add it. */
    private static void unknown(Node.Mapping root, Node.Mapping set, String where, Problems problems) {
        for (String kind : List.of("paths", "storms")) {
            if (member(set, kind) instanceof Node.Mapping changed) {
                Set<String> known = member(root, kind) instanceof Node.Mapping map
                        ? map.members().keySet()
                        : Set.of();
                changed.members().forEach((name, member) -> {
                    if (!known.contains(name)) {
                        problems.add(
                                member.origin(),
                                YamlTree.join(YamlTree.join(where, kind), name),
                                "there is none of this name, " + Language.hint(name, known));
                    }
                });
            }
        }
    }

    /** @param owners such as {@code operator.add-capacity}, applied in this order */
    static Settings settings(Node.Mapping root, List<String> owners) {
        Node.Mapping changed = root;
        for (String owner : owners) {
            changed = Layers.merged(changed, set(root, owner).orElseThrow());
        }
        Problems problems = new Problems();
        Settings settings = ScenarioGrammar.read(changed, References.Reading.COMBINED, problems)
                .scenario()
                .settings();
        problems.throwIfAny();
        return settings;
    }

    private static Optional<Node.Mapping> set(Node.Mapping root, String owner) {
        int dot = owner.indexOf('.');
        String name = owner.substring(dot + 1);
        @Nullable Node part = member(root, owner.substring(0, dot));
        Optional<Node> found = part instanceof Node.Sequence(Origin _, List<Node> phases)
                ? phases.stream()
                        .filter(p -> Section.nameOf(p, "").equals(name))
                        .findFirst()
                : Optional.ofNullable(part instanceof Node.Mapping map ? member(map, name) : null);
        return found.map(
                node -> node instanceof Node.Mapping map && member(map, SET) instanceof Node.Mapping set ? set : null);
    }

    private static @Nullable Node member(Node.Mapping map, String key) {
        Node.Member member = map.members().get(key);
        return member == null ? null : member.value();
    }

    /** What differs, and must not. */
    private static Optional<String> fixed(Settings was, Settings is) {
        for (int i = 0; i < Math.max(was.paths().size(), is.paths().size()); i++) {
            if (is.paths().size() != was.paths().size()) {
                return Optional.of("the number of paths");
            }
            Optional<String> path = fixed(was.paths().get(i), is.paths().get(i));
            if (path.isPresent()) {
                return path;
            }
        }
        if (is.storms().size() != was.storms().size()) {
            return Optional.of("the number of storms");
        }
        for (int i = 0; i < was.storms().size(); i++) {
            Optional<String> storm = fixed(was.storms().get(i), is.storms().get(i));
            if (storm.isPresent()) {
                return storm;
            }
        }
        return fixed(was.plane(), is.plane());
    }

    private static Optional<String> fixed(Path was, Path is) {
        boolean fluid = was.discipline() instanceof Path.Discipline.Fluid;
        boolean same = was.parallel() == is.parallel()
                && Objects.equals(was.flows(), is.flows())
                && fluid == is.discipline() instanceof Path.Discipline.Fluid;
        return same
                ? Optional.empty()
                : Optional.of("parallel, flows and the discipline fluid of the path " + was.name());
    }

    private static Optional<String> fixed(StormSpec was, StormSpec is) {
        boolean population =
                switch (was.population()) {
                    case Population.Closed(int sources, var _) ->
                        is.population() instanceof Population.Closed closed && closed.sources() == sources;
                    case Population.Open(int sources, var _, var _) ->
                        is.population() instanceof Population.Open open && open.sources() == sources;
                };
        if (!population) {
            return Optional.of("the number of sources of " + was.name());
        }
        boolean same = was.close() == is.close()
                && was.traffic().on("").equals(is.traffic().on(""));
        return same
                ? Optional.empty()
                : Optional.of("transport, service, legs, bytes, ports, http and close of " + was.name());
    }

    private static Optional<String> fixed(Plane was, Plane is) {
        boolean same = was.services().size() == is.services().size();
        for (int i = 0; same && i < was.services().size(); i++) {
            Plane.ServiceSpec old = was.services().get(i);
            Plane.ServiceSpec now = is.services().get(i);
            same = Objects.equals(old.upstream(), now.upstream()) && old.calls().equals(now.calls());
        }
        return same ? Optional.empty() : Optional.of("the services of the plane, their calls and upstreams");
    }
}
