package io.squall.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Public records as JSON and back, strictly: nothing unknown, nothing missing. */
public final class JsonRecords {
    private static final JsonMapper MAPPER = strict().build();

    private JsonRecords() {}

    /** A mapper that takes nothing for granted. */
    public static JsonMapper.Builder strict() {
        return JsonMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    static byte[] bytes(Record row) {
        return MAPPER.writeValueAsBytes(row);
    }

    /** @throws DamagedJournalException if the text is no such record */
    static <T extends Record> T read(String text, Class<T> type) {
        try {
            return complete(MAPPER.readValue(text, type));
        } catch (JacksonException e) {
            String message = e.getOriginalMessage().lines().findFirst().orElse("no JSON");
            throw new DamagedJournalException("its " + type.getSimpleName() + " cannot be read: " + message);
        } catch (IllegalArgumentException e) {
            throw new DamagedJournalException("its " + type.getSimpleName() + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * JSON knows null in every place; the records know it only where they say so.
     *
     * @throws IllegalArgumentException naming what is null
     */
    public static <T> T complete(@Nullable T read) {
        if (read == null) {
            throw new IllegalArgumentException("there is nothing in it");
        }
        requireComplete(read, "");
        return read;
    }

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
            throw new IllegalStateException("what is written as JSON is a public record", e);
        }
    }
}
