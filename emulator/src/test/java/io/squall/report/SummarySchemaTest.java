package io.squall.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The published schemas against summaries of real runs and bands of them, and against what must not pass. */
class SummarySchemaTest {
    static final List<Summary> SUMMARIES = List.of(
            Played.DEC_7.summary(),
            Played.QUIET.summary(),
            Played.RECOVERED.summary(),
            Played.stoppedAfter(30).summary(),
            Examples.onSockets(Played.DEC_7.summary()));

    static final List<String> TEXTS =
            List.of(text("summary.schema.json"), text("compare.schema.json"), text("bands.schema.json"));

    private static final Schema SCHEMA = schema(TEXTS.getFirst());
    private static final Schema BANDS = schema(TEXTS.getLast());

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Summary.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode json(Summary summary) {
        return (ObjectNode) Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(summary));
    }

    private static List<String> errors(JsonNode summary) {
        return SCHEMA.validate(summary).stream().map(Error::toString).toList();
    }

    private static List<String> errorsAfter(Consumer<ObjectNode> change) {
        ObjectNode summary = json(Played.DEC_7.summary());
        change.accept(summary);
        return errors(summary);
    }

    @ParameterizedTest
    @FieldSource("SUMMARIES")
    void the_summary_of_a_run_keeps_the_schema(Summary summary) {
        assertThat(errors(json(summary))).isEmpty();
    }

    @Test
    void bands_of_seeds_keep_the_schema_even_where_something_never_came_or_is_not_there() {
        Summary cutShort = Played.of("dec-7", "duration=40 s").summary();
        Summary whole = Played.DEC_7.summary();
        Bands bands = Bands.of("test", whole, 1, 2, List.of(new Bands.Trial(whole), new Bands.Trial(cutShort)));
        JsonNode json = Json.MAPPER.readTree(bands.json());
        assertThat(BANDS.validate(json)).isEmpty();
        assertThat(bands.figures()).anyMatch(f -> f.never() > 0).anyMatch(f -> f.of() < 2);
        ((ObjectNode) json.at("/figures/0")).put("figure", "mood");
        assertThat(BANDS.validate(json)).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void the_schema_is_itself_a_schema_of_its_draft(String text) {
        Schema draft = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(draft.validate(text, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void every_object_is_closed_and_every_property_of_it_required(String text) {
        List<String> open = new ArrayList<>();
        visit(Json.MAPPER.readTree(text), "#", (node, path) -> {
            if (node.has("properties")) {
                List<String> required = new ArrayList<>();
                node.get("required").forEach(name -> required.add(name.asString()));
                List<String> properties = List.copyOf(node.get("properties").propertyNames());
                if (!required.equals(properties)
                        || node.get("additionalProperties").asBoolean(true)) {
                    open.add(path);
                }
            }
        });
        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void every_property_that_counts_nanoseconds_says_so(String text) {
        List<String> silent = new ArrayList<>();
        visit(Json.MAPPER.readTree(text), "#", (node, path) -> {
            if (node.has("properties")) {
                node.get("properties").properties().forEach(property -> {
                    JsonNode description = property.getValue().get("description");
                    boolean says = description != null && description.asString().contains("ns");
                    if (property.getKey().endsWith("Ns") && !says) {
                        silent.add(path + "/" + property.getKey());
                    }
                });
            }
        });
        assertThat(silent).isEmpty();
    }

    private interface Visitor {
        void at(JsonNode node, String path);
    }

    private static void visit(JsonNode node, String path, Visitor visitor) {
        visitor.at(node, path);
        node.properties().forEach(member -> visit(member.getValue(), path + "/" + member.getKey(), visitor));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            visit(node.get(i), path + "/" + i, visitor);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema", "outcome", "stoppedNs", "classes", "selfHealth", "digest"})
    void a_summary_that_lacks_something_does_not_pass(String property) {
        assertThat(errorsAfter(summary -> summary.remove(property))).isNotEmpty();
    }

    @Test
    void a_summary_with_something_more_does_not_pass() {
        assertThat(errorsAfter(summary -> summary.put("extra", 1))).isNotEmpty();
        assertThat(errorsAfter(summary -> ((ObjectNode) summary.at("/classes/0/total")).put("extra", 1)))
                .isNotEmpty();
    }

    @Test
    void what_is_never_null_is_not_null() {
        assertThat(errorsAfter(summary -> summary.set("digest", NullNode.getInstance())))
                .isNotEmpty();
        assertThat(errorsAfter(summary -> ((ObjectNode) summary.at("/controls/0")).putNull("starvedNs")))
                .isNotEmpty();
    }

    @Test
    void figures_outside_their_range_do_not_pass() {
        assertThat(errorsAfter(summary -> summary.put("congestedNs", -1))).isNotEmpty();
        assertThat(errorsAfter(summary -> summary.put("congestedNs", 0.5))).isNotEmpty();
        assertThat(errorsAfter(summary -> summary.put("outcome", "UNSURE"))).isNotEmpty();
        assertThat(errorsAfter(summary -> summary.put("schema", "squall-summary/2")))
                .isNotEmpty();
        assertThat(errorsAfter(summary -> ((ObjectNode) summary.at("/controls/0")).put("delivery", 1.01)))
                .isNotEmpty();
        assertThat(errorsAfter(summary -> ((ArrayNode) summary.get("phases")).removeAll()))
                .isNotEmpty();
    }
}
