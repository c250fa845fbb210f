package io.squall.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** A scenario like dec-7, whose lines and numbers stay what these tests say they are. */
final class Sample {
    static final String TEXT = text();

    private Sample() {}

    static Scenario load(String... sets) {
        return read(TEXT, sets);
    }

    static Scenario read(String text, String... sets) {
        return Scenarios.read("sample.yaml", text, List.of(sets), OptionalLong.empty());
    }

    /** What is wrong with it; empty if nothing is. */
    static List<String> complaints(String text, String... sets) {
        try {
            read(text, sets);
            return List.of();
        } catch (ScenarioException e) {
            return e.sentences();
        }
    }

    private static String text() {
        try (InputStream in = Sample.class.getResourceAsStream("sample.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
