package io.squall.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.JacksonYAMLParseException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/**
 * YAML text as nodes that know their line and column. Scalars stay text: what they mean is for their reader to say.
 *
 * <p>Of YAML only what a scenario needs: one document of maps, lists and scalars. Anchors, aliases, tags, keys that are not plain
 * words, duplicate keys and deep nesting are refused.
 */
final class YamlTree {
    private static final int DEEPEST = 32;
    private static final Pattern MARK = Pattern.compile("\\R? in reader, line (\\d+), column (\\d+):");
    private static final YAMLFactory YAML =
            YAMLFactory.builder().disable(YAMLReadFeature.EMPTY_STRING_AS_NULL).build();

    private final Origin whole;
    private final YAMLParser parser;
    private final Problems problems;

    private YamlTree(Origin whole, YAMLParser parser, Problems problems) {
        this.whole = whole;
        this.parser = parser;
        this.problems = problems;
    }

    /**
     * @param whole names the file; if it is {@link Origin#SET}, all nodes bear this origin
     * @param top the dotted path at which the text will stand; empty for a whole scenario
     * @return empty if there is nothing but blanks and comments
     * @throws ScenarioException if this is not YAML at all
     */
    static Optional<Node> read(Origin whole, String top, String text, Problems problems) {
        requirePrintable(whole, text);
        try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
            YamlTree tree = new YamlTree(whole, parser, problems);
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Node root = tree.node(top, 0);
            if (parser.nextToken() != null) {
                problems.add(tree.here(), top, "a second document begins here, expected only one");
            }
            return Optional.of(root);
        } catch (JacksonException e) {
            throw notYaml(whole, top, e);
        }
    }

    private Node node(String path, int depth) {
        Origin origin = here();
        if (depth > DEEPEST) {
            throw Problems.fatal(origin, "maps and lists are nested more than " + DEEPEST + " deep");
        }
        if (!acceptable(origin, path)) {
            parser.skipChildren();
            return new Node.Refused(origin);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(origin, path, depth);
            case START_ARRAY -> sequence(origin, path, depth);
            case VALUE_NULL -> new Node.Nothing(origin);
            default -> new Node.Scalar(origin, parser.getString());
        };
    }

    private boolean acceptable(Origin origin, String path) {
        boolean shared = parser.isCurrentAlias() || parser.getObjectId() != null;
        if (shared) {
            problems.add(origin, path, "anchors (&) and aliases (*) are not part of this language");
        } else if (parser.getTypeId() != null) {
            problems.add(origin, path, "tags (!) are not part of this language");
            return false;
        }
        return !shared;
    }

    private Node sequence(Origin origin, String path, int depth) {
        List<Node> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(node(join(path, String.valueOf(elements.size())), depth + 1));
        }
        return new Node.Sequence(origin, elements);
    }

    private Node mapping(Origin origin, String path, int depth) {
        Map<String, Node.Member> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Origin keyOrigin = here();
            String key = parser.getString();
            boolean plain = acceptable(keyOrigin, join(path, key));
            parser.nextToken();
            Node value = node(join(path, key), depth + 1);
            Node.Member member = new Node.Member(keyOrigin, plain ? value : new Node.Refused(keyOrigin));
            Node.Member first = members.putIfAbsent(key, member);
            if (first != null) {
                String before = whole.equals(Origin.SET)
                        ? ""
                        : ", first at " + first.origin().position();
                problems.add(keyOrigin, join(path, key), "the key is there twice" + before);
            }
        }
        return new Node.Mapping(origin, members);
    }

    private Origin here() {
        TokenStreamLocation location = parser.currentTokenLocation();
        return at(whole, location.getLineNr(), location.getColumnNr());
    }

    private static Origin at(Origin whole, int line, int column) {
        return whole.equals(Origin.SET) ? whole : new Origin(whole.file(), line, column);
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The parser's message spans lines, with excerpts and several marks: the last mark and the line before it are the point. */
    private static ScenarioException notYaml(Origin whole, String top, JacksonException e) {
        String where = top.isEmpty() ? "" : top + ": ";
        TokenStreamLocation location = e.getLocation();
        Origin origin = location == null ? whole : at(whole, location.getLineNr(), location.getColumnNr());
        String message = String.valueOf(e.getOriginalMessage());
        if (location != null && !(e instanceof JacksonYAMLParseException)) {
            return Problems.fatal(
                    origin, where + "not a scenario: a key is a plain word, neither a list nor a map nor an alias");
        }
        Matcher mark = MARK.matcher(message);
        String point = message;
        int searched = 0;
        while (mark.find()) {
            point = message.substring(searched, mark.start());
            origin = at(whole, Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
            searched = mark.end();
        }
        String line = point.strip().lines().reduce("", (_, last) -> last);
        return Problems.fatal(origin, where + "not YAML: " + line.replace(", but got", ", found"));
    }

    private static void requirePrintable(Origin whole, String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!isPrintable(c)) {
                throw Problems.fatal(
                        at(whole, line, column), String.format("not YAML: the character U+%04X is not printable", c));
            }
            column = c == '\n' ? 1 : column + 1;
            line = c == '\n' ? line + 1 : line;
        }
    }

    /** YAML 1.2.2 §5.1, c-printable. */
    static boolean isPrintable(int c) {
        boolean breakOrTab = c == '\t' || c == '\n' || c == '\r' || c == 0x85;
        boolean control = c < 0x20 || (c > 0x7E && c < 0xA0);
        boolean surrogateOrNone = (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFFFE) == 0xFFFE;
        return breakOrTab || !(control || surrogateOrNone);
    }
}
