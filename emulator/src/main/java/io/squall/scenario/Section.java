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
        return member(key).map(node -> value(join(key), node, notation)).orElseGet(() -> {
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
        if (has(key) && mapping(key).isPresent()) {
            mapping(key).get().members().forEach((name, member) -> {
                String where = YamlTree.join(join(key), name);
                value(where, new Node.Scalar(member.origin(), name), keys);
                entries.put(name, value(where, member.value(), values));
            });
        }
        return Collections.unmodifiableMap(entries);
    }

    /** A map that must be there; if it is not, or is no map, that has been reported. */
    Optional<Section> section(String key) {
        if (!has(key)) {
            missing(key);
            return Optional.empty();
        }
        return mapping(key).map(found -> new Section(join(key), found, problems));
    }

    Optional<Section> optionalSection(String key) {
        return has(key) ? section(key) : Optional.empty();
    }

    /** A map from names to maps; absent is empty. */
    List<Section> named(String key) {
        List<Section> sections = new ArrayList<>();
        optionalSection(key).ifPresent(outer -> {
            for (String name : outer.map.members().keySet()) {
                outer.checkName(name);
                outer.section(name).ifPresent(sections::add);
            }
        });
        return sections;
    }

    private void checkName(String name) {
        Origin origin = map.members().get(name).origin();
        value(join(name), new Node.Scalar(origin, name), Words.NAME);
    }

    /** A list of maps, each called by its {@code name}, or its index if it has none. */
    List<Section> elements(String key) {
        List<Section> sections = new ArrayList<>();
        for (Node element : elementsOf(key)) {
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
        boolean named = node instanceof Node.Mapping map
                && map.members().containsKey("name")
                && map.members().get("name").value() instanceof Node.Scalar;
        return named ? ((Node.Scalar) ((Node.Mapping) node).members().get("name").value()).text() : otherwise;
    }

    /** For a key that exists, and makes no sense beside the others. @param why a sentence without its full stop */
    void forbid(String key, String why) {
        if (has(key)) {
            report(map.members().get(key).origin(), join(key), why);
        }
    }

    /** For a value that is right in itself, and wrong beside the others. @param expected completes "expected …" */
    void refuse(String key, String expected) {
        Node.Member member = map.members().get(key);
        if (member == null) {
            report(map.origin(), join(key), "expected " + expected);
        } else {
            wrong(join(key), member.value(), expected);
        }
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

    private Optional<Node> member(String key) {
        return has(key) ? Optional.of(map.members().get(key).value()) : Optional.empty();
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

    private Optional<Node.Mapping> mapping(String key) {
        Node node = map.members().get(key).value();
        if (node instanceof Node.Mapping found) {
            return Optional.of(found);
        }
        wrong(join(key), node, "a map");
        return Optional.empty();
    }

    private List<Node> elementsOf(String key) {
        if (!has(key)) {
            missing(key);
            return List.of();
        }
        Node node = map.members().get(key).value();
        if (node instanceof Node.Sequence sequence) {
            return sequence.elements();
        }
        wrong(join(key), node, "a list");
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
