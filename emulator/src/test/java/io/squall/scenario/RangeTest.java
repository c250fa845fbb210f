package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {
    private static Range range(String text) {
        Scenario day = Scenarios.load("dec-7", List.of(), OptionalLong.empty());
        return Range.parse(text, path -> Scenarios.value(day, path));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            paths.boundary.capacity=300/s..600/s     | 450    | paths.boundary.capacity=450/s
            phases.x.drop.clients=0..60%             | 12.5   | phases.x.drop.clients=12.5 %
            phases.x.for=250 ms .. 750 ms            | 300.25 | phases.x.for=300.25 ms
            storms.a.population.closed.sources=1_000..4000 | 1234.4 | storms.a.population.closed.sources=1234
            storms.a.retry.budget.ratio=0.0..1       | 0.25   | storms.a.retry.budget.ratio=0.25
            paths.boundary.capacity                  | 125    | paths.boundary.capacity=125/s
            storms.clients.population.closed.sources | 10000  | storms.clients.population.closed.sources=10000
            phases.scaling-activity.drop.clients     | 100    | phases.scaling-activity.drop.clients=100 %
            """)
    void a_value_is_written_with_its_unit(String text, double value, String set) {
        assertThat(range(text).sets(value)).containsExactly(set);
    }

    @Test
    void without_ends_it_is_around_what_the_scenario_has_and_several_paths_get_the_same() {
        Range range = range("paths.boundary.capacity,paths.dns-path.capacity");
        assertThat(range)
                .isEqualTo(new Range(
                        List.of("paths.boundary.capacity", "paths.dns-path.capacity"), 125, 2000, "/s", false));
        assertThat(range.sets(500)).containsExactly("paths.boundary.capacity=500/s", "paths.dns-path.capacity=500/s");
        assertThat(range("phases.scaling-activity.drop.clients").high()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            paths.boundary.capacity=600/s..300/s | from 600/s to 300/s: expected a lower end below
            paths.boundary.capacity=1/s..1/s     | expected a lower end below
            paths.boundary.capacity=3/s..6/min   | expected the same unit at both ends
            paths.boundary.capacity=3/s          | expected PATH=LOW..HIGH
            paths.boundary.capacity=a..b         | expected PATH=LOW..HIGH
            =1..2                                | expected PATH=LOW..HIGH
            storms.clients.retry.backoff         | is "broken", no number with a unit
            seed=1..99999999999999999999         | expected PATH=LOW..HIGH
            """)
    void what_is_no_range_is_refused_in_a_sentence(String text, String said) {
        assertThatThrownBy(() -> range(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void its_steps_go_from_end_to_end() {
        Range range = range("phases.x.drop.clients=0..60%");
        assertThat(List.of(range.step(0, 13), range.step(1, 13), range.step(12, 13)))
                .containsExactly(0., 5., 60.);
    }

    @Test
    void a_scenario_without_its_operator_waits_for_no_mitigation() {
        Scenario day = Scenarios.load("dec-7", List.of(), OptionalLong.empty()).unmitigated();
        assertThat(day.operator()).isEmpty();
        assertThat(day.phases().stream().map(Phase::name))
                .containsExactly("ordinary-morning", "scaling-activity", "monitoring-dark");
        assertThat(day.phases().getLast().end()).isEqualTo(new Phase.End.EndOfRun());
        assertThat(Scenarios.value(day, "phases.monitoring-dark.until")).isEqualTo(Optional.of("move-dns"));
    }
}
