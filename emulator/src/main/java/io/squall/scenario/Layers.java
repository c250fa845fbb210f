package io.squall.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A scenario that {@code extends} a preset, or a file beside or below it, laid over it: maps are merged at every depth, lists and
 * scalars replaced, and a {@code null} takes a key away.
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
        String name = base(whole, base.value(), above);
        List<String> chain = new ArrayList<>(above);
        chain.add(name);
        Map<String, Node.Member> own = new LinkedHashMap<>(scenario.members());
        own.remove(EXTENDS);
        String preset = presets.get(name);
        Node.Mapping lower = preset == null
                ? resolve(Origin.file(name), Scenarios.content(name), chain)
                : resolve(Origin.file(Presets.file(name)), preset, chain);
        return merged(lower, new Node.Mapping(scenario.origin(), own));
    }

    /** Nothing can be said about a scenario whose base is unknown: the first error is the last. */
    private String base(Origin whole, Node value, List<String> above) {
        String written = value instanceof Node.Scalar scalar ? scalar.text() : "";
        String name = presets.containsKey(written) ? written : file(whole, written);
        if (name.isEmpty() || above.contains(name) || name.equals(whole.file())) {
            String complaint = name.isEmpty()
                    ? ", expected a preset (see: squall list) or a file in this folder or below it"
                    : ", which extends itself";
            problems.add(value.origin(), EXTENDS, "found " + value.found() + complaint);
            problems.throwIfAny();
        }
        return name;
    }

    /** Relative to the file that extends it, and not outside its folder, not even through a link; empty if there is no such file. */
    private static String file(Origin whole, String written) {
        try {
            Path here = Path.of(whole.file()).toAbsolutePath();
            Path folder = Objects.requireNonNullElse(here.getParent(), here);
            Path file = folder.resolve(written);
            boolean inside = !written.isEmpty()
                    && Files.isRegularFile(file)
                    && file.toRealPath().startsWith(folder.toRealPath());
            return inside ? file.normalize().toString() : "";
        } catch (IOException | InvalidPathException _) {
            return "";
        }
    }

    /** Maps are merged at every depth; what is written above wins. */
    static Node.Mapping merged(Node.Mapping lower, Node.Mapping upper) {
        Map<String, Node.Member> members =
                new LinkedHashMap<>(Profiles.under(lower, upper).members());
        upper.members().forEach((key, member) -> {
            Node.Member below = members.get(key);
            if (member.value() instanceof Node.Nothing || Profiles.isDone(key, member.value())) {
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
