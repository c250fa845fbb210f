package io.squall.scenario;

import io.squall.scenario.Notation.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map of the scenario, read key by key. What is wrong is reported, and a harmless value handed out in its place, so that one
 * reading finds all errors. What was understood is kept, in one spelling: the scenario's resolved text.
 */
final class Section {
    private final String path;
    private final Node.Mapping map;
    private final Language language;
    private final Problems problems;
    private final Map<String, Object> understood = new LinkedHashMap<>();
    private boolean sound = true;

    /** @param path dotted; empty for the whole scenario */
    Section(String path, Node.Mapping map, Language language, Problems problems) {
        this.path = path;
        this.map = map;
        this.language = language;
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

    /** What has been read, in the order of reading: texts, lists and maps. */
    Map<String, Object> understood() {
        return understood;
    }

    boolean has(String key) {
        return map.members().containsKey(key);
    }

    <T> T required(String key, Notation<T> notation) {
        if (!has(key)) {
            missing(key);
            return notation.example();
        }
        return value(key, notation);
    }

    /** A value for which the schema has a default. */
    <T> T optional(String key, Notation<T> notation) {
        Optional<String> otherwise = language.of(key).otherwise();
        return otherwise.isPresent() ? optional(key, notation, otherwise.get()) : required(key, notation);
    }

    /** @param otherwise stands for a value that is not there */
    <T> T optional(String key, Notation<T> notation, String otherwise) {
        if (has(key)) {
            return value(key, notation);
        }
        T value = notation.read(otherwise) instanceof Reading.Good<T>(T good) ? good : notation.example();
        understood.put(key, notation.format(value));
        return value;
    }

    <T> @Nullable T ifThere(String key, Notation<T> notation) {
        return has(key) ? value(key, notation) : null;
    }

    private <T> T value(String key, Notation<T> notation) {
        T value = value(join(key), node(key), notation);
        understood.put(key, notation.format(value));
        return value;
    }

    /** A list without duplicates; absent is empty. */
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
        understood.put(key, values.stream().map(notation::format).toList());
        return List.copyOf(values);
    }

    /** A value, or a list of at least one. */
    <T> List<T> oneOrMore(String key, Notation<T> notation) {
        if (!(node(key) instanceof Node.Sequence(Origin _, List<Node> elements)) || elements.isEmpty()) {
            return List.of(required(key, notation));
        }
        List<T> values = new ArrayList<>();
        for (Node element : elements) {
            values.add(value(YamlTree.join(join(key), String.valueOf(values.size())), element, notation));
        }
        understood.put(key, values.stream().map(notation::format).toList());
        return List.copyOf(values);
    }

    /** A map from free keys to values, in the order of writing; absent is empty. */
    <T> Map<String, T> entries(String key, Notation<String> keys, Notation<T> values) {
        Map<String, T> entries = new LinkedHashMap<>();
        optionalSection(key).ifPresent(outer -> {
            outer.map.members().forEach((name, member) -> {
                outer.value(outer.join(name), new Node.Scalar(member.origin(), name), keys);
                entries.put(name, outer.value(name, values));
            });
            sound &= outer.sound;
        });
        return Collections.unmodifiableMap(entries);
    }

    /** A map that must be there; if it is not, or is no map, that has been reported. */
    Optional<Section> section(String key) {
        if (!has(key)) {
            missing(key);
        } else if (node(key) instanceof Node.Mapping found) {
            Section section = new Section(join(key), found, language.of(key), problems);
            understood.put(key, section.understood);
            return Optional.of(section);
        } else {
            wrong(join(key), node(key), "a map");
        }
        return Optional.empty();
    }

    /** A map whose keys all have defaults: absent, it is empty. */
    Section defaulted(String key) {
        Section empty = new Section(join(key), new Node.Mapping(map.origin(), Map.of()), language.of(key), problems);
        return optionalSection(key).orElseGet(() -> {
            understood.put(key, empty.understood);
            return empty;
        });
    }

    Optional<Section> optionalSection(String key) {
        return has(key) ? section(key) : Optional.empty();
    }

    /** A map from names to maps; absent is empty. */
    List<Section> named(String key) {
        List<Section> sections = new ArrayList<>();
        optionalSection(key).ifPresent(outer -> outer.map.members().forEach((name, member) -> {
            outer.value(outer.join(name), new Node.Scalar(member.origin(), name), Words.NAME);
            outer.section(name).ifPresent(sections::add);
        }));
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
                String where = YamlTree.join(join(key), nameOf(found, index));
                sections.add(new Section(where, found, language.of(key).of(index), problems));
            } else {
                wrong(YamlTree.join(join(key), index), element, "a map");
            }
        }
        understood.put(key, sections.stream().map(Section::understood).toList());
        return sections;
    }

    /** A part that is understood elsewhere: kept as it was written. */
    Optional<Node.Mapping> raw(String key) {
        Optional<Section> section = optionalSection(key);
        section.ifPresent(found -> understood.put(key, written(found.map)));
        return section.map(found -> found.map);
    }

    private static Object written(Node node) {
        return switch (node) {
            case Node.Mapping map -> {
                Map<String, Object> members = new LinkedHashMap<>();
                map.members().forEach((key, member) -> members.put(key, written(member.value())));
                yield members;
            }
            case Node.Sequence list ->
                list.elements().stream().map(Section::written).toList();
            case Node.Scalar scalar -> scalar.text();
            case Node.Nothing _, Node.Refused _ -> Optional.empty();
        };
    }

    static String nameOf(Node node, String otherwise) {
        Node.Member name = node instanceof Node.Mapping map ? map.members().get("name") : null;
        return name != null && name.value() instanceof Node.Scalar word ? word.text() : otherwise;
    }

    /**
     * For a key that makes no sense beside the others, if it is there.
     *
     * @param why a sentence without its full stop
     */
    void reject(String key, String why) {
        Node.Member member = map.members().get(key);
        if (member != null) {
            report(member.origin(), join(key), why);
        }
    }

    /**
     * For a value that is right in itself, and wrong beside the others.
     *
     * @param expected completes the sentence "expected …"
     */
    void refuse(String key, String expected) {
        if (has(key)) {
            wrong(join(key), node(key), expected);
        }
    }

    /** For what concerns the section as a whole. */
    void problem(String message) {
        report(map.origin(), path, message);
    }

    private Node node(String key) {
        Node.Member member = map.members().get(key);
        return member == null ? new Node.Nothing(map.origin()) : member.value();
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
        if (!has(key)) {
            if (language.of(key).otherwise().isEmpty()) {
                missing(key);
            }
        } else if (node(key) instanceof Node.Sequence sequence) {
            return sequence.elements();
        } else {
            wrong(join(key), node(key), "a list");
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
