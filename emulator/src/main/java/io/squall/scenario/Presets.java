package io.squall.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The scenarios that Squall brings along. */
public final class Presets {
    private static final Map<String, String> TEXTS = texts(List.of(
            "dec-7",
            "dec-7-oob",
            "quiet",
            "dec-7-full",
            "million",
            "ebs-2011",
            "dynamodb-2015",
            "gcloud-2019",
            "slack-2021",
            "roblox-2021",
            "gcloud-2025",
            "dynamodb-2025",
            "bench-fifo",
            "bench-storm",
            "bench-mdk"));

    private Presets() {}

    public static List<String> names() {
        return List.copyOf(TEXTS.keySet());
    }

    /** One line for a listing. */
    public static String title(String name) {
        return Scenarios.load(name, List.of(), OptionalLong.empty()).title();
    }

    /**
     * The YAML as it was written, comments included.
     *
     * @throws IllegalArgumentException if there is no preset of that name
     */
    public static String text(String name) {
        String text = TEXTS.get(name);
        if (text == null) {
            throw new IllegalArgumentException("there is no preset " + name + " among " + TEXTS.keySet());
        }
        return text;
    }

    /** All texts by name. */
    static Map<String, String> texts() {
        return TEXTS;
    }

    static String file(String name) {
        return name + ".yaml";
    }

    private static Map<String, String> texts(List<String> names) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            try (InputStream resource = Presets.class.getResourceAsStream(file(name))) {
                if (resource == null) {
                    throw new IllegalStateException(file(name) + " is missing in this build");
                }
                texts.put(name, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Collections.unmodifiableMap(texts);
    }
}
