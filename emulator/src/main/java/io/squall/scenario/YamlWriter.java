package io.squall.scenario;

import java.util.List;

/** Block YAML, a key a line. An opened map that stays empty is written as {@code {}}. */
final class YamlWriter {
    private final StringBuilder out = new StringBuilder();
    private String indent = "";
    private boolean justOpened;

    /** @param value must be plain: no text that YAML could take for something else */
    void put(String key, String value) {
        settle();
        out.append(indent).append(key).append(": ").append(value).append('\n');
    }

    void put(String key, List<String> values) {
        put(key, "[" + String.join(", ", values) + "]");
    }

    /** For a free text. */
    void quote(String key, String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> {
                    quoted.append(isPlain(c) ? Character.toString(c) : String.format("\\U%08X", c));
                }
            }
        });
        put(key, quoted.append('"').toString());
    }

    /** No control character, no blank but the common one, and within the first plane. */
    private static boolean isPlain(int c) {
        boolean latin = c >= ' ' && c < 0x2000 && (c <= '~' || c > 0xA0);
        boolean further = c > 0x206F && c < 0xD800 && c != 0x3000;
        return latin || further;
    }

    void open(String key) {
        settle();
        out.append(indent).append(key).append(':');
        justOpened = true;
        indent += "  ";
    }

    /** An element of a list, which is a map with this as its first key. */
    void openElement(String key, String value) {
        settle();
        out.append(indent).append("- ").append(key).append(": ").append(value).append('\n');
        indent += "  ";
    }

    void close() {
        indent = indent.substring(2);
        if (justOpened) {
            out.append(" {}\n");
            justOpened = false;
        }
    }

    private void settle() {
        if (justOpened) {
            out.append('\n');
            justOpened = false;
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
