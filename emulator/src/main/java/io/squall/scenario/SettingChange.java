package io.squall.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A setting in which one resolved scenario differs from another.
 *
 * @param path dotted, as for {@code --set}
 * @param from as it is written in the one; null if it is not there
 * @param to as it is written in the other; null if it is not there
 */
public record SettingChange(
        String path, @Nullable String from, @Nullable String to) {
    /** What says nothing about what happens. */
    private static final Set<String> TITLES = Set.of("name", "title", "note", "seed");

    /**
     * All of them, in the order of the first text; a part that only one has is one change.
     *
     * @throws ScenarioException if a text is no YAML
     */
    public static List<SettingChange> between(String from, String to) {
        List<SettingChange> changes = new ArrayList<>();
        compare("", root(from), root(to), changes);
        changes.removeIf(change -> TITLES.contains(change.path));
        return changes;
    }

    private static Node root(String text) {
        Problems problems = new Problems();
        Origin whole = Origin.file("scenario.yaml");
        Node root = YamlTree.read(whole, "", text, problems).orElse(new Node.Nothing(whole));
        problems.throwIfAny();
        return root;
    }

    private static void compare(String path, @Nullable Node from, @Nullable Node to, List<SettingChange> changes) {
        Map<String, Node> was = parts(from);
        Map<String, Node> is = parts(to);
        Set<String> all = new LinkedHashSet<>(was.keySet());
        all.addAll(is.keySet());
        if (!was.isEmpty() && !is.isEmpty() && sameOrder(was.keySet(), is.keySet(), to)) {
            all.forEach(key -> compare(YamlTree.join(path, key), was.get(key), is.get(key), changes));
        } else if (!text(from).equals(text(to))) {
            changes.add(new SettingChange(path, from == null ? null : text(from), to == null ? null : text(to)));
        }
    }

    /** In a list, such as that of the phases, it matters. */
    private static boolean sameOrder(Set<String> was, Set<String> is, @Nullable Node node) {
        return node instanceof Node.Mapping
                || was.stream()
                        .filter(is::contains)
                        .toList()
                        .equals(is.stream().filter(was::contains).toList());
    }

    /** By their names; none of what has no names. */
    private static Map<String, Node> parts(@Nullable Node node) {
        return switch (node) {
            case Node.Mapping map ->
                map.members().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                e -> e.getValue().value(),
                                (a, _) -> a,
                                java.util.LinkedHashMap::new));
            case Node.Sequence(Origin _, List<Node> elements)
            when elements.stream().noneMatch(e -> Section.nameOf(e, "").isEmpty()) ->
                elements.stream()
                        .collect(Collectors.toMap(
                                e -> Section.nameOf(e, ""), e -> e, (a, _) -> a, java.util.LinkedHashMap::new));
            case null, default -> Map.of();
        };
    }

    private static String text(@Nullable Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Sequence list ->
                list.elements().stream().map(SettingChange::text).collect(Collectors.joining(", ", "[", "]"));
            case Node.Mapping map ->
                map.members().entrySet().stream()
                        .map(e -> e.getKey() + ": " + text(e.getValue().value()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Node.Nothing _ -> "null";
            case Node.Refused _ -> "";
            case null -> "";
        };
    }
}
