package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/scenario.md} is made from the schema: {@code -Dsquall.golden=update} writes it. */
@DisplayName("The reference of the language")
class ReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "scenario.md");
    private static final JsonNode SCHEMA = JsonMapper.shared().readTree(Language.schemaText());
    private static final List<String> QUANTITIES =
            List.of("duration", "spread", "spreads", "rate", "bits", "share", "number", "count", "bytes", "name");
    private static final String HEAD = """
            # The scenario language

            Made from [its JSON Schema](../emulator/src/main/resources/io/squall/scenario/scenario.schema.json), which the parser obeys
            and editors complete by (`# yaml-language-server: $schema=…` in the first line; `squall schema` prints it). A scenario is a
            YAML file; `squall check FILE` says all that is wrong with one. `--set path=value` overrides any value from the command
            line, `--set path=null` takes a key away. The presets (`squall show dec-7`) are examples of most keys.
            What a `profile` of a storm brings stands in [profiles.yaml](../emulator/src/main/resources/io/squall/scenario/profiles.yaml).

            ## Quantities

            All have units. What is given as an example can be written as it stands.

            | kind | what it is | examples |
            |---|---|---|
            """;

    private final StringBuilder page = new StringBuilder();
    private final List<String> open = new ArrayList<>();

    @Test
    @DisplayName("is what the schema says")
    void current() throws IOException {
        String text = text();
        if ("update".equals(System.getProperty("squall.golden"))) {
            Files.writeString(PAGE, text);
        }
        assertThat(PAGE).hasContent(text);
    }

    private String text() {
        page.append(HEAD);
        for (String kind : QUANTITIES) {
            JsonNode definition = SCHEMA.path("$defs").path(kind);
            page.append(row(kind, definition.path("description").asString(), values(definition.path("examples"))));
        }
        map("", SCHEMA);
        for (int i = 0; i < open.size(); i++) {
            String name = open.get(i);
            map(name, SCHEMA.path("$defs").path(name));
        }
        return page.toString();
    }

    private void map(String name, JsonNode schema) {
        page.append("\n## ").append(name.isEmpty() ? "A scenario" : "A " + name).append("\n\n");
        page.append(schema.path("description").asString())
                .append("\n\n| key | what it is | kind | default |\n|---|---|---|---|\n");
        rows("", schema);
    }

    private void rows(String prefix, JsonNode schema) {
        List<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
        schema.path("properties").forEachEntry((key, property) -> {
            boolean must = required.contains(key);
            String meaning = description(property) + (must ? ". Required" : "");
            page.append(row("`" + prefix + key + "`", meaning, kind(property), value(property.path("default"))));
            if (property.has("properties")) {
                rows(prefix + key + ".", property);
            } else if (property.path("items").has("properties")) {
                rows(prefix + key + "[].", property.path("items"));
            }
        });
    }

    private String description(JsonNode property) {
        String own = property.path("description").asString("");
        return own.isEmpty() ? "see below" : own;
    }

    private String kind(JsonNode property) {
        if (property.has("enum")) {
            return StreamSupport.stream(property.path("enum").spliterator(), false)
                    .map(word -> "`" + word.asString() + "`")
                    .distinct()
                    .collect(Collectors.joining(" · "));
        }
        if (property.has("$ref")) {
            return reference(property);
        }
        if (property.path("additionalProperties").isObject()) {
            return "map of " + kind(property.path("additionalProperties")) + " by name";
        }
        if (property.has("items")) {
            return "list" + (property.path("items").has("$ref") ? " of " + reference(property.path("items")) : "");
        }
        return property.path("type").isString() ? property.path("type").asString() : "whole number";
    }

    private String reference(JsonNode property) {
        String name = property.path("$ref").asString().replaceFirst("^#/\\$defs/", "");
        if (SCHEMA.path("$defs").path(name).has("properties")) {
            if (!open.contains(name)) {
                open.add(name);
            }
            return "[" + name + "](#a-" + name + ")";
        }
        return name;
    }

    private static String values(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(ReferenceTest::value)
                .collect(Collectors.joining(" · "));
    }

    private static String value(JsonNode value) {
        return value.isMissingNode() ? "" : "`" + (value.isArray() ? value.toString() : value.asString()) + "`";
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
