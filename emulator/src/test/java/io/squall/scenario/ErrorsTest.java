package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table is {@code errors.txt}: a title, what is changed in {@code sample.yaml} or given as {@code --set}, and all that is said
 * about it.
 *
 * <pre>
 *     # a misspelt key
 *     @23     tiemout: 250 ms        line 23 is replaced; @23+ adds a line behind it, @23- takes it away
 *     --set duration=5 s             an override
 *     = sample.yaml:23:5: …          a sentence
 * </pre>
 */
@DisplayName("A scenario is refused, in sentences that name file, line, key, what was found and what was expected, for")
class ErrorsTest {
    private static final Pattern EDIT = Pattern.compile("@(\\d+)([-+ ])(.*)");

    record Case(List<String> edits, List<String> sets, List<String> sentences) {
        String text() {
            List<StringBuilder> lines = new ArrayList<>();
            Sample.TEXT.lines().forEach(line -> lines.add(new StringBuilder(line).append('\n')));
            for (String edit : edits) {
                Matcher matcher = EDIT.matcher(edit);
                assertThat(matcher.matches()).as(edit).isTrue();
                StringBuilder line = lines.get(Integer.parseInt(matcher.group(1)) - 1);
                if (!matcher.group(2).equals("+")) {
                    line.setLength(0);
                }
                if (!matcher.group(2).equals("-")) {
                    line.append(matcher.group(3)).append('\n');
                }
            }
            return String.join("", lines);
        }
    }

    static Stream<Named<Case>> cases() throws IOException {
        try (InputStream in = ErrorsTest.class.getResourceAsStream("errors.txt")) {
            String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(table.split("(?m)^# ")).skip(1).map(ErrorsTest::parsed);
        }
    }

    private static Named<Case> parsed(String block) {
        List<String> lines = block.lines().toList();
        return Named.of(
                lines.getFirst(),
                new Case(starting(lines, "@", 0), starting(lines, "--set ", 6), starting(lines, "= ", 2)));
    }

    private static List<String> starting(List<String> lines, String prefix, int cut) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(cut))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    @DisplayName("the errors of the table")
    void refused(Case broken) {
        assertThat(Sample.complaints(broken.text(), broken.sets().toArray(String[]::new)))
                .isNotEmpty()
                .containsExactlyElementsOf(broken.sentences());
    }
}
