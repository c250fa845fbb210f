package io.squall.report;

import io.squall.journal.JsonRecords;
import io.squall.record.Timeline;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the files of a bundle are written and read as JSON. */
final class Json {
    static final JsonMapper MAPPER =
            JsonRecords.strict().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** @throws IllegalArgumentException if it is of another format, or lacks something that a summary always has */
    static Summary summary(String text) {
        Summary summary = JsonRecords.complete(MAPPER.readValue(text, Summary.class));
        requireFormat(summary.schema(), Summary.SCHEMA);
        if (summary.phases().isEmpty() || summary.phases().getLast().endNs() / Timeline.CUT_NS >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no run has such phases");
        }
        return summary;
    }

    static Agreement agreement(String text) {
        Agreement agreement = JsonRecords.complete(MAPPER.readValue(text, Agreement.class));
        requireFormat(agreement.schema(), Agreement.SCHEMA);
        return agreement;
    }

    private static void requireFormat(String found, String known) {
        if (!found.equals(known)) {
            throw new IllegalArgumentException("its format is " + found + ", and this Squall reads " + known);
        }
    }

    static Map<String, Object> object(String text) {
        @Nullable
        Map<String, Object> object = MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
        if (object == null) {
            throw new IllegalArgumentException("there is nothing in it");
        }
        return object;
    }
}
