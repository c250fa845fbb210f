package io.squall.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario that {@code extends} a preset, laid over it: maps are merged at every depth, lists and scalars replaced, and a
 * {@code null} takes a key of the preset away.
 */
final class Layers {
    private static final String EXTENDS = "extends";

    private final Map<String, String> presets;
    private final Problems problems;

    /** @param presets their texts by name */
    Layers(Map<String, String> presets, Problems problems) {
        this.presets = presets;
        this.problems = problems;
    }

    /** @throws ScenarioException if there is nothing to go on with */
    Node.Mapping resolve(Origin whole, String text) {
        return resolve(whole, text, List.of());
    }

    private Node.Mapping resolve(Origin whole, String text, List<String> above) {
        Node root = YamlTree.read(whole, "", text, problems)
                .orElseThrow(() -> Problems.fatal(whole, "the file is empty, expected a scenario"));
        if (!(root instanceof Node.Mapping scenario)) {
            throw Problems.fatal(
                    root.origin(), "found " + root.found() + ", expected a map of keys such as \"duration: 90 s\"");
        }
        Node.Member base = scenario.members().get(EXTENDS);
        if (base == null) {
            return scenario;
        }
        String name = base(base.value(), above);
        List<String> chain = new ArrayList<>(above);
        chain.add(name);
        Map<String, Node.Member> own = new LinkedHashMap<>(scenario.members());
        own.remove(EXTENDS);
        Node.Mapping lower = resolve(Origin.file(Presets.file(name)), presets.getOrDefault(name, ""), chain);
        return merged(lower, new Node.Mapping(scenario.origin(), own));
    }

    /** Nothing can be said about a scenario whose preset is unknown: the first error is the last. */
    private String base(Node value, List<String> above) {
        String name = value instanceof Node.Scalar scalar ? scalar.text() : "";
        String complaint = presets.containsKey(name)
                ? "found " + value.found() + ", which extends itself"
                : "found " + value.found() + ", expected a preset: " + String.join(", ", presets.keySet());
        if (!presets.containsKey(name) || above.contains(name)) {
            problems.add(value.origin(), EXTENDS, complaint);
            problems.throwIfAny();
        }
        return name;
    }

    private static Node.Mapping merged(Node.Mapping lower, Node.Mapping upper) {
        Map<String, Node.Member> members = new LinkedHashMap<>(lower.members());
        upper.members().forEach((key, member) -> {
            Node.Member below = members.get(key);
            if (below != null && member.value() instanceof Node.Nothing) {
                members.remove(key);
            } else if (below != null
                    && below.value() instanceof Node.Mapping lowerMap
                    && member.value() instanceof Node.Mapping upperMap) {
                members.put(key, new Node.Member(member.origin(), merged(lowerMap, upperMap)));
            } else {
                members.put(key, member);
            }
        });
        return new Node.Mapping(upper.origin(), members);
    }
}
