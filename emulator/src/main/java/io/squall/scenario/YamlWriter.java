package io.squall.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Block YAML, a key a line, from texts, lists and maps; an empty {@link Optional} is null. */
final class YamlWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/-][A-Za-z0-9 ._/%±<>=:+-]*(?<![ :-])");
    private static final Pattern NEEDS_QUOTES = Pattern.compile(": |^- |^(?i:null|true|false)$");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String text(Map<String, Object> root) {
        YamlWriter writer = new YamlWriter();
        writer.map(root, "", "");
        return writer.out.toString();
    }

    private void map(Map<?, ?> map, String first, String indent) {
        String lead = first;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(lead).append(entry.getKey()).append(':');
            value(entry.getValue(), indent);
            lead = indent;
        }
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
            case Map<?, ?> map -> {
                out.append('\n');
                map(map, indent + "  ", indent + "  ");
            }
            case List<?> list
            when list.stream().anyMatch(Map.class::isInstance) -> {
                out.append('\n');
                list.forEach(element -> map((Map<?, ?>) element, indent + "  - ", indent + "    "));
            }
            case List<?> list -> {
                List<String> words =
                        list.stream().map(word -> scalar(word.toString())).toList();
                out.append(" [").append(String.join(", ", words)).append("]\n");
            }
            case Optional<?> _ -> out.append(" null\n");
            default -> out.append(' ').append(scalar(value.toString())).append('\n');
        }
    }

    private static String scalar(String text) {
        boolean plain =
                PLAIN.matcher(text).matches() && !NEEDS_QUOTES.matcher(text).find();
        return plain || text.equals("true") || text.equals("false") ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(isVisible(c) ? Character.toString(c) : String.format("\\U%08X", c));
            }
        });
        return quoted.append('"').toString();
    }

    /** No control character, no blank but the common one, and within the first plane. */
    private static boolean isVisible(int c) {
        boolean latin = c >= ' ' && c < 0x2000 && (c <= '~' || c > 0xA0);
        boolean further = c > 0x206F && c < 0xD800 && c != 0x3000;
        return latin || further;
    }
}
