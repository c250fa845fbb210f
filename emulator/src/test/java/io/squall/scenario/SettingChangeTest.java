package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SettingChangeTest {
    private static String preset(String name, String... sets) {
        return Scenarios.load(name, List.of(sets), OptionalLong.empty()).source();
    }

    @Test
    void two_scenarios_differ_in_what_was_set() {
        assertThat(SettingChange.between(
                        preset("dec-7"),
                        preset("dec-7", "paths.boundary.queue=20", "phases.ordinary-morning.for=13 s", "seed=9")))
                .containsExactly(
                        new SettingChange("phases.ordinary-morning.for", "12 s", "13 s"),
                        new SettingChange("paths.boundary.queue", "14", "20"));
    }

    @Test
    void names_titles_and_seeds_are_no_settings() {
        assertThat(SettingChange.between(
                        "name: a\ntitle: x\nnote: n\nseed: 1\npaths: {p: {queue: 1}}",
                        "name: b\npaths: {p: {queue: 1}}"))
                .isEmpty();
    }

    @Test
    void a_part_that_only_one_of_them_has_is_one_difference() {
        String less = "paths:\n  a: {queue: 1}\n";
        String more = less + "  b: {queue: 2, classes: [x, y]}\n";
        SettingChange change = new SettingChange("paths.b", null, "{queue: 2, classes: [x, y]}");
        assertThat(SettingChange.between(less, more)).containsExactly(change);
        assertThat(SettingChange.between(more, less)).containsExactly(new SettingChange("paths.b", change.to(), null));
    }

    @Test
    void another_order_of_phases_is_a_difference_and_another_order_of_keys_is_none() {
        String phases = "phases: [{name: a, for: 1 s}, {name: b, for: 2 s}]";
        assertThat(SettingChange.between(phases, "phases: [{name: b, for: 2 s}, {name: a, for: 1 s}]"))
                .extracting(SettingChange::path)
                .containsExactly("phases");
        assertThat(SettingChange.between("paths: {p: {queue: 1, capacity: 5}}", "paths: {p: {capacity: 5, queue: 1}}"))
                .isEmpty();
    }

    @Test
    void a_value_where_the_other_has_a_map_is_a_difference() {
        assertThat(SettingChange.between("retry: {backoff: none}", "retry: none"))
                .containsExactly(new SettingChange("retry", "{backoff: none}", "none"));
    }
}
