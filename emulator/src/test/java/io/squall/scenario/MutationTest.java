package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A damaged scenario")
class MutationTest {
    private static final int MUTATIONS = 1_000;
    private static final String SPICES = "{}[]:,-?&*!|>'\"%@`#\\ \t\n\u0007\u00e9\ud83d~0a.";

    @Test
    @DisplayName("is read or refused in sentences, a thousand times, each within a second")
    void mutations() {
        String text = Presets.text("dec-7");
        SplitMix random = new SplitMix(7);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String mutated = mutated(text, random);
            String label = "mutation " + i;
            refused += assertTimeout(Duration.ofSeconds(1), () -> refusals(mutated), label);
        }
        assertThat(refused).isBetween(MUTATIONS / 2, MUTATIONS);
    }

    private static int refusals(String text) {
        try {
            Scenarios.read("mutated.yaml", text, List.of(), OptionalLong.empty());
            return 0;
        } catch (ScenarioException e) {
            assertThat(e.sentences())
                    .isNotEmpty()
                    .allMatch(sentence -> sentence.startsWith("mutated.yaml:") || sentence.startsWith("and "));
            assertThat(e.sentences()).noneMatch(sentence -> sentence.contains("\n"));
            return 1;
        }
    }

    private static String mutated(String text, SplitMix random) {
        String result = text;
        for (int times = 1 + random.below(3); times > 0; times--) {
            result = random.below(2) == 0 ? characters(result, random) : lines(result, random);
        }
        return result;
    }

    private static String characters(String text, SplitMix random) {
        int from = random.below(text.length());
        int to = Math.min(text.length(), from + 1 + random.below(4));
        String middle =
                switch (random.below(3)) {
                    case 0 -> "";
                    case 1 -> text.substring(from, to).repeat(2);
                    default -> String.valueOf(SPICES.charAt(random.below(SPICES.length())));
                };
        return text.substring(0, from) + middle + text.substring(to);
    }

    private static String lines(String text, SplitMix random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int line = random.below(lines.size());
        switch (random.below(3)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(line, lines.get(random.below(lines.size())));
            default -> lines.set(line, lines.get(random.below(lines.size())));
        }
        return String.join("\n", lines);
    }
}
