package io.squall.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How well-known clients wait and retry, by name: {@code profiles.yaml}.
 *
 * <pre>
 *     what is below          timeout, retry, …     replaced by what the profile says
 *     profile: NAME          ────────────────►     and taken away where it says nothing
 *     keys beside it                               win over the profile
 * </pre>
 */
final class Profiles {
    static final String KEY = "profile";

    /** What a client does: of this nothing is left of the storm on which a profile is laid. */
    private static final List<String> BEHAVIOUR = List.of("timeout", "deadline", "retry");

    private static final Map<String, Node.Member> ALL = read();

    static final Notation<String> NAME = Notation.reference("a profile", ALL.keySet());

    private Profiles() {}

    private static Map<String, Node.Member> read() {
        String file = "profiles.yaml";
        Problems problems = new Problems();
        try (InputStream in = Objects.requireNonNull(Profiles.class.getResourceAsStream(file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Node root = YamlTree.read(Origin.file(file), "", text, problems).orElseThrow();
            problems.throwIfAny();
            return root instanceof Node.Mapping map ? map.members() : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The map under one that names a profile; one whose name is unknown stays for the grammar to report. */
    static Node.Mapping under(Node.Mapping lower, Node.Mapping upper) {
        Node.Member chosen = upper.members().get(KEY);
        String name = chosen != null && chosen.value() instanceof Node.Scalar scalar ? scalar.text() : "";
        Node.Member profile = ALL.get(name);
        if (chosen == null || profile == null || !(profile.value() instanceof Node.Mapping keys)) {
            return lower;
        }
        Map<String, Node.Member> members = new LinkedHashMap<>(lower.members());
        BEHAVIOUR.forEach(members::remove);
        members.remove(KEY);
        keys.members().forEach((key, member) -> members.put(key, at(chosen.origin(), member)));
        return new Node.Mapping(chosen.origin(), members);
    }

    /** Whether this key has done its work. */
    static boolean isDone(String key, Node value) {
        return key.equals(KEY) && value instanceof Node.Scalar(Origin _, String name) && ALL.containsKey(name);
    }

    /** What is wrong with a key of a profile is wrong where the profile was chosen. */
    private static Node.Member at(Origin origin, Node.Member member) {
        Node value =
                switch (member.value()) {
                    case Node.Mapping map -> {
                        Map<String, Node.Member> members = new LinkedHashMap<>();
                        map.members().forEach((key, inner) -> members.put(key, at(origin, inner)));
                        yield new Node.Mapping(origin, members);
                    }
                    case Node.Scalar(Origin _, String text) -> new Node.Scalar(origin, text);
                    default -> member.value();
                };
        return new Node.Member(origin, value);
    }

    /** A scenario in which every storm has the keys of its profile. */
    static Node.Mapping filled(Node.Mapping scenario) {
        Node.Member storms = scenario.members().get("storms");
        if (storms == null || !(storms.value() instanceof Node.Mapping map)) {
            return scenario;
        }
        Map<String, Node.Member> filled = new LinkedHashMap<>();
        map.members().forEach((name, member) -> {
            Node storm = member.value() instanceof Node.Mapping keys
                            && keys.members().containsKey(KEY)
                    ? Layers.merged(new Node.Mapping(keys.origin(), Map.of()), keys)
                    : member.value();
            filled.put(name, new Node.Member(member.origin(), storm));
        });
        Map<String, Node.Member> members = new LinkedHashMap<>(scenario.members());
        members.put("storms", new Node.Member(storms.origin(), new Node.Mapping(map.origin(), filled)));
        return new Node.Mapping(scenario.origin(), members);
    }
}
