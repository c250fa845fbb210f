package io.squall.scenario;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Collects all that is wrong with a scenario, a sentence each. */
final class Problems {
    private static final int MOST_SHOWN = 50;
    private static final int MOST_QUOTED = 60;

    private final Set<Problem> found = new LinkedHashSet<>();

    private record Problem(Origin origin, String path, String sentence) {}

    /** @param path dotted, of the key that is wrong; empty for the whole scenario */
    void add(Origin origin, String path, String message) {
        String where = path.isEmpty() ? "" : printable(path) + ": ";
        found.add(new Problem(origin, path, origin + ": " + where + message));
    }

    /** The same, unless something has been said already about this key or one below it. */
    void addUnlessKnown(Origin origin, String path, String message) {
        if (found.stream().noneMatch(p -> p.path().equals(path) || p.path().startsWith(path + "."))) {
            add(origin, path, message);
        }
    }

    void addAll(Problems others) {
        found.addAll(others.found);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws ScenarioException with everything in the order of reading, if there is anything */
    void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        Stream<String> sentences = found.stream()
                .sorted(Comparator.comparing(Problem::origin, Origin.READING_ORDER))
                .map(Problem::sentence)
                .limit(MOST_SHOWN);
        Stream<String> rest =
                found.size() > MOST_SHOWN ? Stream.of("and " + (found.size() - MOST_SHOWN) + " more") : Stream.of();
        throw new ScenarioException(Stream.concat(sentences, rest).toList());
    }

    /** For an error after which nothing can be said about the rest. */
    static ScenarioException fatal(Origin origin, String message) {
        return new ScenarioException(List.of(origin + ": " + message));
    }

    /** A text in quotes, on one line, shortened if need be. */
    static String quoted(String text) {
        return '"' + printable(text) + '"';
    }

    private static String printable(String text) {
        String shown = text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "…" : text;
        StringBuilder line = new StringBuilder(shown.length());
        shown.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                default -> line.appendCodePoint(YamlTree.isPrintable(c) ? c : '?');
            }
        });
        return line.toString();
    }
}
