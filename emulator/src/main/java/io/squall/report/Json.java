package io.squall.report;

import io.squall.record.Timeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the files of a bundle are written and read as JSON. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** @throws IllegalArgumentException if it is of another format, or lacks something that a summary always has */
    static Summary summary(String text) {
        Summary summary = complete(MAPPER.readValue(text, Summary.class));
        requireFormat(summary.schema(), Summary.SCHEMA);
        if (summary.phases().isEmpty() || summary.phases().getLast().endNs() / Timeline.CUT_NS >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no run has such phases");
        }
        return summary;
    }

    static Agreement agreement(String text) {
        Agreement agreement = complete(MAPPER.readValue(text, Agreement.class));
        requireFormat(agreement.schema(), Agreement.SCHEMA);
        return agreement;
    }

    private static <T> T complete(@Nullable T read) {
        if (read == null) {
            throw new IllegalArgumentException("there is nothing in it");
        }
        requireComplete(read, "");
        return read;
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

    /** JSON knows null in every place; the records know it only where they say so. */
    private static void requireComplete(@Nullable Object value, String path) {
        switch (value) {
            case null -> throw new IllegalArgumentException(path.substring(1) + " is null");
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    requireComplete(list.get(i), path + "[" + i + "]");
                }
            }
            case Record row -> {
                for (RecordComponent component : row.getClass().getRecordComponents()) {
                    Object member = read(component, row);
                    if (member != null || !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                        requireComplete(member, path + "." + component.getName());
                    }
                }
            }
            default -> {}
        }
    }

    private static @Nullable Object read(RecordComponent component, Record row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a summary's rows are public records", e);
        }
    }
}
