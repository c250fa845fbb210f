package io.squall.scenario;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The keys of the language: its published JSON Schema, which the parser obeys, editors complete by, and {@code docs/scenario.md} is
 * made from. Which keys there are, which must be there, and what stands for those that are not, is said there and nowhere else.
 */
public final class Language {
    private static final String TEXT = text();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT, InputFormat.JSON);
    private static final JsonNode ROOT = JsonMapper.shared().readTree(TEXT);

    private final JsonNode schema;

    private Language(JsonNode schema) {
        this.schema = schema;
    }

    /** The schema as it is published. */
    public static String schemaText() {
        return TEXT;
    }

    private static String text() {
        try (InputStream in =
                Objects.requireNonNull(Language.class.getResourceAsStream("scenario.schema.json"), "the schema")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole scenario. */
    static Language root() {
        return new Language(ROOT);
    }

    /** What may stand under a key, or in a list. */
    Language of(String key) {
        JsonNode properties = definition().path("properties");
        JsonNode found = properties.has(key)
                ? properties.path(key)
                : definition().path(definition().has("items") ? "items" : "additionalProperties");
        return new Language(found);
    }

    private JsonNode definition() {
        JsonNode node = schema;
        while (node.has("$ref")) {
            node = ROOT.at(node.path("$ref").asString().substring(1));
        }
        return node;
    }

    /** The keys of a map that has fixed ones, in the order of the schema; empty if its keys are free names. */
    Set<String> keys() {
        return new LinkedHashSet<>(definition().path("properties").propertyNames());
    }

    /** Whether the keys of this map are names that the user chooses. */
    boolean isNamed() {
        return definition().path("additionalProperties").isObject();
    }

    /** What stands for a value that is not there. */
    Optional<String> otherwise() {
        JsonNode value = schema.path("default");
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.asString(""));
    }

    /** Reports what the schema does not allow, where nothing has been reported yet. */
    static void check(Node.Mapping scenario, Problems problems) {
        for (Error error : SCHEMA.validate(json(scenario))) {
            report(scenario, error, problems);
        }
    }

    private static void report(Node.Mapping scenario, Error error, Problems problems) {
        Node node = scenario;
        Language language = root();
        String path = "";
        Origin origin = scenario.origin();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            String step = String.valueOf(error.getInstanceLocation().getElement(i));
            switch (node) {
                case Node.Mapping map -> {
                    Node.Member member = Objects.requireNonNull(map.members().get(step));
                    language = language.of(step);
                    path = YamlTree.join(path, step);
                    node = member.value();
                }
                case Node.Sequence list -> {
                    node = list.elements().get(Integer.parseInt(step));
                    language = language.of(step);
                    path = YamlTree.join(path, Section.nameOf(node, step));
                }
                default -> {
                    return;
                }
            }
            origin = node.origin();
        }
        boolean takenAway = node instanceof Node.Nothing && path.contains(".set.");
        if (node instanceof Node.Refused || takenAway) {
            return;
        }
        String property = error.getProperty();
        if (error.getKeyword().equals("additionalProperties") && node instanceof Node.Mapping map) {
            Origin key = Objects.requireNonNull(map.members().get(property)).origin();
            problems.add(key, YamlTree.join(path, property), "unknown key, " + hint(property, language.keys()));
        } else if (error.getKeyword().equals("required")) {
            problems.add(origin, path, "the key " + Problems.quoted(property) + " is missing");
        } else {
            problems.addUnlessKnown(
                    origin, path, "found " + node.found() + ", expected " + language.expected(error.getMessage()));
        }
    }

    static String hint(String key, Set<String> known) {
        return NearMiss.of(key, known)
                .map(near -> "did you mean " + Problems.quoted(near) + "?")
                .orElse("expected one of " + String.join(", ", known));
    }

    private String expected(String otherwise) {
        String description = definition().path("description").asString("");
        return description.isEmpty() ? otherwise : description;
    }

    /** As an editor sees it: a scalar that looks like a whole number or a truth is one. */
    private static JsonNode json(Node node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (node) {
            case Node.Mapping map -> {
                ObjectNode object = make.objectNode();
                map.members().forEach((key, member) -> object.set(key, json(member.value())));
                yield object;
            }
            case Node.Sequence list -> {
                ArrayNode array = make.arrayNode();
                list.elements().forEach(element -> array.add(json(element)));
                yield array;
            }
            case Node.Scalar(Origin _, String text)
            when List.of("true", "false").contains(text) -> make.booleanNode(text.equals("true"));
            case Node.Scalar(Origin _, String text)
            when text.matches("-?(0|[1-9]\\d{0,17})") -> make.numberNode(Long.parseLong(text));
            case Node.Scalar(Origin _, String text) -> make.stringNode(text);
            case Node.Nothing _, Node.Refused _ -> make.nullNode();
        };
    }
}
