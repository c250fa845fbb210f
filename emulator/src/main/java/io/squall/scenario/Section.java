package io.squall.scenario;

import io.squall.scenario.Notation.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A map of the scenario, read key by key. What is wrong is reported, and a harmless value handed out in its place, so that one
 * reading finds all errors. {@link #done} refuses what nobody has asked for.
 */
final class Section {
    private final String path;
    private final Node.Mapping map;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();
    private boolean sound = true;

    /** @param path dotted; empty for the whole scenario */
    Section(String path, Node.Mapping map, Problems problems) {
        this.path = path;
        this.map = map;
        this.problems = problems;
    }

    /** The last part of its path. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Whether nothing has been reported here so far: rules between two values make sense only then. */
    boolean isSound() {
        return sound;
    }

    boolean has(String key) {
        known.add(key);
        return map.members().containsKey(key);
    }

    <T> T required(String key, Notation<T> notation) {
        return value(key).map(node -> value(join(key), node, notation)).orElseGet(() -> {
            missing(key);
            return notation.example();
        });
    }

    <T> T optional(String key, Notation<T> notation, T otherwise) {
        return has(key) ? required(key, notation) : otherwise;
    }

    /** A list without duplicates. */
    <T> List<T> list(String key, Notation<T> notation) {
        List<T> values = new ArrayList<>();
        int index = 0;
        for (Node element : elementsOf(key)) {
            String where = YamlTree.join(join(key), String.valueOf(index++));
            boolean soundBefore = sound;
            sound = true;
            T value = value(where, element, notation);
            if (sound && values.contains(value)) {
                report(element.origin(), where, "found " + element.found() + ", which is in the list already");
            }
            sound &= soundBefore;
            values.add(value);
        }
        return List.copyOf(values);
    }

    /** A map from free keys to values, in the order of writing; absent is empty. */
    <T> Map<String, T> entries(String key, Notation<String> keys, Notation<T> values) {
        Map<String, T> entries = new LinkedHashMap<>();
        optionalSection(key).ifPresent(outer -> {
            outer.map.members().forEach((name, member) -> {
                String where = outer.join(name);
                outer.value(where, new Node.Scalar(member.origin(), name), keys);
                entries.put(name, outer.value(where, member.value(), values));
            });
            sound &= outer.sound;
        });
        return Collections.unmodifiableMap(entries);
    }

    /** A map that must be there; if it is not, or is no map, that has been reported. */
    Optional<Section> section(String key) {
        Optional<Node> value = value(key);
        if (value.isEmpty()) {
            missing(key);
        } else if (value.get() instanceof Node.Mapping found) {
            return Optional.of(new Section(join(key), found, problems));
        } else {
            wrong(join(key), value.get(), "a map");
        }
        return Optional.empty();
    }

    Optional<Section> optionalSection(String key) {
        return has(key) ? section(key) : Optional.empty();
    }

    /** A map from names to maps; absent is empty. */
    List<Section> named(String key) {
        List<Section> sections = new ArrayList<>();
        optionalSection(key).ifPresent(outer -> {
            outer.map.members().forEach((name, member) -> {
                outer.value(outer.join(name), new Node.Scalar(member.origin(), name), Words.NAME);
                outer.section(name).ifPresent(sections::add);
            });
        });
        return sections;
    }

    /** A list of maps, at least one, each called by its {@code name}, or its index if it has none. */
    List<Section> elements(String key) {
        List<Section> sections = new ArrayList<>();
        List<Node> elements = elementsOf(key);
        if (elements.isEmpty() && sound) {
            reject(key, "the list is empty, expected at least one element");
        }
        for (Node element : elements) {
            String index = String.valueOf(sections.size());
            if (element instanceof Node.Mapping found) {
                sections.add(new Section(YamlTree.join(join(key), nameOf(found, index)), found, problems));
            } else {
                wrong(YamlTree.join(join(key), index), element, "a map");
            }
        }
        return sections;
    }

    static String nameOf(Node node, String otherwise) {
        return node instanceof Node.Mapping map
                        && lookup(map, "name").map(Node.Member::value).orElse(map) instanceof Node.Scalar name
                ? name.text()
                : otherwise;
    }

    /**
     * For a key that makes no sense beside the others, if it is there.
     *
     * @param why a sentence without its full stop
     */
    void reject(String key, String why) {
        known.add(key);
        lookup(map, key).ifPresent(member -> report(member.origin(), join(key), why));
    }

    /**
     * For a value that is right in itself, and wrong beside the others.
     *
     * @param expected completes the sentence "expected …"
     */
    void refuse(String key, String expected) {
        value(key).ifPresent(node -> wrong(join(key), node, expected));
    }

    /** For what concerns the section as a whole. */
    void problem(String message) {
        report(map.origin(), path, message);
    }

    /** Call last: all keys that nobody asked for are unknown. */
    void done() {
        map.members().forEach((key, member) -> {
            if (!known.contains(key)) {
                String hint = NearMiss.of(key, known)
                        .map(near -> "did you mean " + Problems.quoted(near) + "?")
                        .orElse("expected one of " + String.join(", ", known));
                report(member.origin(), join(key), "unknown key, " + hint);
            }
        });
    }

    private Optional<Node> value(String key) {
        known.add(key);
        return lookup(map, key).map(Node.Member::value);
    }

    private static Optional<Node.Member> lookup(Node.Mapping map, String key) {
        return Optional.ofNullable(map.members().get(key));
    }

    private <T> T value(String where, Node node, Notation<T> notation) {
        Reading<T> reading = notation.read(node instanceof Node.Scalar scalar ? scalar.text() : "");
        if (node instanceof Node.Scalar && reading instanceof Reading.Good<T>(T value)) {
            return value;
        }
        String expected = reading instanceof Reading.Bad<T>(String words) ? words : "a text";
        wrong(where, node, expected);
        return notation.example();
    }

    private List<Node> elementsOf(String key) {
        Optional<Node> value = value(key);
        if (value.isEmpty()) {
            missing(key);
        } else if (value.get() instanceof Node.Sequence sequence) {
            return sequence.elements();
        } else {
            wrong(join(key), value.get(), "a list");
        }
        return List.of();
    }

    private void missing(String key) {
        report(map.origin(), path, "the key " + Problems.quoted(key) + " is missing");
    }

    private void wrong(String where, Node node, String expected) {
        if (node instanceof Node.Refused) {
            sound = false;
        } else {
            report(node.origin(), where, "found " + node.found() + ", expected " + expected);
        }
    }

    private void report(Origin origin, String where, String message) {
        sound = false;
        problems.add(origin, where, message);
    }

    private String join(String key) {
        return YamlTree.join(path, key);
    }
}
