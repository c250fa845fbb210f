package io.squall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000 * MS;

    private static Summary.ControlRow control(
            String name, @Nullable Long toStarveNs, String cause, Summary.SpanRow... spans) {
        long starved = 0;
        for (Summary.SpanRow span : spans) {
            Long left = span.leftNs();
            starved += (left == null ? 60 * S : left) - span.enteredNs();
        }
        return new Summary.ControlRow(
                name, "", List.of(spans), toStarveNs, null, null, starved, 0, 0, 0, 1, cause, null, null);
    }

    private static Summary.MitigationRow mitigation(
            long wishedNs, long decidedNs, long appliedNs, int tries, boolean console, String... returned) {
        return new Summary.MitigationRow(
                "move-dns",
                1 * S,
                wishedNs,
                decidedNs,
                appliedNs,
                appliedNs - wishedNs,
                decidedNs - wishedNs,
                8 * S,
                appliedNs - decidedNs,
                tries,
                console,
                List.of(returned));
    }

    private static List<String> story(
            String outcome,
            String recovery,
            @Nullable Long overhangNs,
            List<Summary.ControlRow> controls,
            List<Summary.MitigationRow> mitigations) {
        Summary quiet = Played.QUIET.summary();
        return new Story(new Summary(
                        quiet.schema(),
                        "",
                        "simulate",
                        "",
                        quiet.scenario(),
                        outcome,
                        0,
                        List.of(),
                        List.of(),
                        null,
                        recovery,
                        overhangNs,
                        0,
                        quiet.phases(),
                        List.of(),
                        controls,
                        mitigations,
                        quiet.storm(),
                        quiet.paths(),
                        quiet.services(),
                        quiet.selfHealth(),
                        null,
                        null,
                        ""))
                .sentences();
    }

    private static List<String> of(Summary.MitigationRow mitigation, Summary.ControlRow... controls) {
        return story("PASS", "undetermined", null, List.of(controls), List.of(mitigation));
    }

    @Test
    void where_nothing_starved_it_says_so() {
        assertThat(story("PASS", "never starved", null, List.of(control("dns", null, "")), List.of()))
                .containsExactly("No control class was starved.");
    }

    @Test
    void a_class_that_came_back_and_one_that_did_not() {
        assertThat(story(
                        "PASS",
                        "undetermined",
                        null,
                        List.of(
                                control("dns", 40 * MS, "the plane", new Summary.SpanRow(12_040 * MS, 43 * S)),
                                control("auth", null, "the plane", new Summary.SpanRow(12 * S, null))),
                        List.of()))
                .containsExactly(
                        "dns went dark 40 ms after the trigger and stayed dark for 31.0 s.",
                        "auth went dark at 12.0 s and was still dark at the end, after 48.0 s.",
                        "Cause: the plane.");
    }

    @Test
    void a_class_that_was_dark_more_than_once_and_one_that_was_before_the_trigger() {
        assertThat(story(
                        "PASS",
                        "recovered",
                        null,
                        List.of(control(
                                "dns",
                                -2 * S,
                                "the plane",
                                new Summary.SpanRow(10 * S, 13 * S),
                                new Summary.SpanRow(20 * S, 24 * S))),
                        List.of()))
                .first()
                .isEqualTo("dns went dark 2.0 s before the trigger and stayed dark for 7.0 s (2 times).");
    }

    @Test
    void an_invalid_run_begins_with_a_warning() {
        assertThat(story("INVALID", "never starved", null, List.of(), List.of()))
                .first()
                .isEqualTo("The run is INVALID; nothing below is to be believed.");
    }

    @Test
    void whether_it_came_back_by_itself_is_said_beside_the_overhang() {
        List<Summary.ControlRow> dark = List.of(control("dns", 0L, "x", new Summary.SpanRow(12 * S, 43 * S)));
        assertThat(story("PASS", "recovered", 3 * S, dark, List.of()))
                .contains("The starvation outlived its trigger by 3.0 s: it recovered by itself.");
        assertThat(story("PASS", "not recovered", 30 * S, dark, List.of()))
                .contains("The starvation outlived its trigger by 30.0 s: it did not recover by itself.");
        assertThat(story("PASS", "undetermined", 30 * S, dark, List.of()))
                .contains("The starvation outlived its trigger by 30.0 s: "
                        + "whether it would have recovered by itself is undetermined.");
        assertThat(story("PASS", "recovered", 0L, dark, List.of()))
                .contains("The starvation did not outlive its trigger: it recovered by itself.");
    }

    @Test
    void an_operator_who_could_neither_see_nor_reach() {
        assertThat(of(
                        mitigation(21 * S, 37 * S, 42 * S, 3, true, "dns", "auth"),
                        control("dns", 0L, "x", new Summary.SpanRow(12 * S, 43 * S)),
                        control("auth", 0L, "x", new Summary.SpanRow(12 * S, 44 * S))))
                .contains("The operator wished to move dns at 21.0 s, could not see, decided from logs at 37.0 s, "
                        + "could not reach the device (3 tries), went to the console, and did so at 42.0 s: "
                        + "blindness cost 21.0 s. dns came back 1.0 s later, auth came back 2.0 s later.");
    }

    @Test
    void an_operator_who_could_see_and_reach() {
        assertThat(of(mitigation(21 * S, 21 * S + 10 * MS, 21 * S + 50 * MS, 1, false)))
                .contains("The operator wished to move dns at 21.0 s and did so at once.");
    }

    @Test
    void an_operator_who_could_see_and_had_to_try_once_more() {
        assertThat(of(mitigation(21 * S, 21 * S, 24 * S, 1, true)))
                .contains("The operator wished to move dns at 21.0 s, could not reach the device (1 try), "
                        + "went to the console, and did so at 24.0 s: blindness cost 3.0 s.");
    }

    @Test
    void causes_that_differ_are_named_class_by_class() {
        assertThat(story(
                        "PASS",
                        "recovered",
                        null,
                        List.of(
                                control("a", 0L, "the plane", new Summary.SpanRow(0, 1L)),
                                control("b", 0L, "the queue of boundary", new Summary.SpanRow(0, 1L)),
                                control("c", 0L, "the plane", new Summary.SpanRow(0, 1L))),
                        List.of()))
                .endsWith("Cause for a, c: the plane.", "Cause for b: the queue of boundary.");
    }
}
