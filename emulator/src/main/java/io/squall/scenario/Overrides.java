package io.squall.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code --set path=value} of a command line, laid over a scenario one after the other.
 *
 * <pre>
 *     storms.clients.retry.backoff=full-jitter      a key
 *     phases.ordinary-morning.for=5 s               an element of a list, by its name or its index
 *     paths.boundary={capacity: 500/s, discipline: fluid}     replaces the whole map
 *     storms.resolvers=null                         takes a key away
 * </pre>
 */
final class Overrides {
    private final String path;
    private final List<String> keys;
    private final Node value;
    private final Problems problems;

    private Overrides(String path, Node value, Problems problems) {
        this.path = path;
        keys = List.of(path.split("\\.", -1));
        this.value = value;
        this.problems = problems;
    }

    static Node.Mapping apply(Node.Mapping scenario, List<String> sets, Problems problems) {
        Node.Mapping result = scenario;
        for (String set : sets) {
            int equals = set.indexOf('=');
            if (equals < 1) {
                problems.add(
                        Origin.SET,
                        "",
                        "found " + Problems.quoted(set) + ", expected path=value such as \"duration=30 s\"");
                continue;
            }
            String path = set.substring(0, equals).strip();
            Optional<Node> value = YamlTree.read(Origin.SET, path, set.substring(equals + 1), problems);
            if (value.isEmpty()) {
                problems.add(Origin.SET, path, "found nothing, expected a value");
            } else {
                result = new Overrides(path, value.get(), problems).inside(result, 0);
            }
        }
        return result;
    }

    private Node.Mapping inside(Node.Mapping map, int depth) {
        String key = keys.get(depth);
        boolean last = depth == keys.size() - 1;
        Node.Member old = map.members().get(key);
        Map<String, Node.Member> members = new LinkedHashMap<>(map.members());
        if (last && value instanceof Node.Nothing) {
            if (members.remove(key) == null) {
                unknown(depth, "no such key to take away, ", members.keySet());
            }
        } else if (old != null) {
            members.put(key, new Node.Member(last ? Origin.SET : old.origin(), below(old.value(), depth + 1)));
        } else if (!last && depth == 1 && Language.root().of(keys.getFirst()).isNamed()) {
            unknown(depth, "unknown key, ", members.keySet());
        } else {
            members.put(key, new Node.Member(Origin.SET, below(new Node.Mapping(Origin.SET, Map.of()), depth + 1)));
        }
        return new Node.Mapping(map.origin(), members);
    }

    private boolean choosesProfile(int depth) {
        return depth == keys.size() - 1 && keys.get(depth).equals(Profiles.KEY) && value instanceof Node.Scalar;
    }

    private Node.Mapping withProfile(Node.Mapping map) {
        Node.Member chosen = new Node.Member(Origin.SET, value);
        return Layers.merged(map, new Node.Mapping(Origin.SET, Map.of(Profiles.KEY, chosen)));
    }

    private Node below(Node node, int depth) {
        if (depth == keys.size()) {
            return value;
        }
        return switch (node) {
            case Node.Mapping map -> choosesProfile(depth) ? withProfile(map) : inside(map, depth);
            case Node.Sequence list -> inside(list, depth);
            default -> {
                problems.add(Origin.SET, path(depth), "found " + node.found() + ", expected a map");
                yield node;
            }
        };
    }

    private Node inside(Node.Sequence list, int depth) {
        List<String> names = new ArrayList<>();
        for (Node element : list.elements()) {
            names.add(Section.nameOf(element, String.valueOf(names.size())));
        }
        String key = keys.get(depth);
        int index = names.contains(key) ? names.indexOf(key) : index(key);
        if (index < 0 || index >= names.size()) {
            unknown(depth, "unknown element, ", names);
            return list;
        }
        List<Node> elements = new ArrayList<>(list.elements());
        elements.set(index, below(elements.get(index), depth + 1));
        return new Node.Sequence(list.origin(), elements);
    }

    private static int index(String key) {
        return key.matches("\\d{1,6}") ? Integer.parseInt(key) : -1;
    }

    private void unknown(int depth, String complaint, Collection<String> known) {
        String hint = NearMiss.of(keys.get(depth), known)
                .map(near -> "did you mean " + Problems.quoted(near) + "?")
                .orElse("expected one of " + String.join(", ", known));
        problems.add(Origin.SET, path(depth + 1), complaint + hint);
    }

    private String path(int depth) {
        return depth == keys.size() ? path : String.join(".", keys.subList(0, depth));
    }
}
