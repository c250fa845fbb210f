package io.squall.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.scenario.Range;
import io.squall.verdict.Goal.Finding;
import io.squall.verdict.Search.State;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On trials that are made up. */
class SearchTest {
    private static final Range LOAD = range("100/s..900/s");

    private static Range range(String ends) {
        return Range.parse("load=" + ends, _ -> Optional.empty());
    }

    private static Search search(Range range, DoubleFunction<List<Finding>> trial) {
        Search search = Search.of(range, .01);
        for (OptionalDouble next = search.next(); next.isPresent(); next = search.next()) {
            search = search.with(next.getAsDouble(), trial.apply(next.getAsDouble()));
        }
        return search;
    }

    /** Each seed flips at a value of its own. */
    private static List<Finding> upTo(double value, double... flips) {
        return DoubleStream.of(flips)
                .mapToObj(flip -> value <= flip ? Finding.MET : Finding.MISSED)
                .toList();
    }

    @Test
    void a_flip_is_bracketed_as_narrowly_as_was_asked_for() {
        Search search = search(LOAD, load -> upTo(load, 333, 333, 333));
        Bracket bracket = search.bracket().orElseThrow();
        assertThat(search.state()).isEqualTo(State.FOUND);
        assertThat(bracket.lower()).isLessThanOrEqualTo(333);
        assertThat(bracket.upper()).isGreaterThan(333).isLessThanOrEqualTo(bracket.lower() + .01 * bracket.upper());
        assertThat(search.isMetBelow()).isTrue();
        assertThat(search.zone()).isEmpty();
        assertThat(search.tried()).hasSizeLessThan(12);
    }

    @Test
    void it_finds_out_that_high_values_are_the_good_ones() {
        Search search = search(
                LOAD,
                load -> upTo(load, 700).getFirst() == Finding.MET ? List.of(Finding.MISSED) : List.of(Finding.MET));
        assertThat(search.isMetBelow()).isFalse();
        assertThat(search.bracket().orElseThrow().lower()).isBetween(690., 700.);
        assertThat(search.bracket().orElseThrow().upper()).isBetween(700., 710.);
    }

    @Test
    void where_seeds_disagree_the_majority_flips_and_the_zone_has_its_own_ends() {
        Search search = search(LOAD, load -> upTo(load, 300, 380, 400, 420, 600));
        assertThat(search.bracket().orElseThrow().middle()).isBetween(396., 404.);
        assertThat(search.zone().orElseThrow().lower()).isBetween(296., 300.);
        assertThat(search.zone().orElseThrow().upper()).isBetween(600., 607.);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void with_seeds_that_know_no_order_the_bracket_still_lies_below_every_upper_bound(int chance) {
        Search search = search(LOAD, load -> {
            double noise = 100 * Math.sin(load * 12.9898 * chance);
            return upTo(load + noise, 400, 450, 500, 550, 600);
        });
        assertThat(search.state()).isEqualTo(State.FOUND);
        Bracket bracket = search.bracket().orElseThrow();
        search.tried().headMap(bracket.lower(), true).values().forEach(seeds -> assertThat(
                        Collections.frequency(seeds, Finding.MET))
                .isGreaterThanOrEqualTo(3));
        assertThat(Collections.frequency(search.tried().getOrDefault(bracket.upper(), List.of()), Finding.MISSED))
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void half_of_the_seeds_may_miss_at_a_lower_bound() {
        Search search = search(LOAD, load -> upTo(load, 300, 500));
        assertThat(search.bracket().orElseThrow().lower()).isBetween(490., 500.);
    }

    @Test
    void ends_that_agree_are_no_flip_and_nothing_more_is_tried() {
        assertThat(search(LOAD, _ -> List.of(Finding.MET)).state()).isEqualTo(State.NEVER_MISSED);
        Search never = search(LOAD, _ -> List.of(Finding.OVERLOADED));
        assertThat(never.state()).isEqualTo(State.NEVER_MET);
        assertThat(never.tried()).hasSize(2);
        assertThat(never.bracket()).isEmpty();
    }

    @Test
    void a_value_of_which_nothing_can_be_told_ends_it() {
        Search search = search(LOAD, load -> load == 500 ? List.of(Finding.UNDECIDED) : upTo(load, 400));
        assertThat(search.state()).isEqualTo(State.UNDECIDED);
        assertThat(search.tried()).containsOnlyKeys(100., 500., 900.);
    }

    @Test
    void seeds_of_which_nothing_can_be_told_do_not_count() {
        Search search =
                search(LOAD, load -> List.of(Finding.UNDECIDED, upTo(load, 400).getFirst(), Finding.UNDECIDED));
        assertThat(search.bracket().orElseThrow().middle()).isBetween(395., 405.);
    }

    @Test
    void of_whole_numbers_it_ends_at_neighbours() {
        Search search = search(range("1..40"), n -> upTo(n, 17));
        assertThat(search.bracket()).contains(new Bracket(17, 18));
    }

    @Test
    void a_flip_at_the_very_end_of_a_range_from_zero_comes_to_an_end() {
        Search search = search(range("0..100%"), share -> upTo(share, 0));
        assertThat(search.state()).isEqualTo(State.FOUND);
        assertThat(search.bracket().orElseThrow().upper()).isLessThan(.02);
    }

    @Test
    void what_is_known_so_far_is_a_bracket_already() {
        Search search = Search.of(LOAD, .01);
        assertThat(search.bracket()).isEmpty();
        search = search.with(100, upTo(100, 400)).with(900, upTo(900, 400));
        assertThat(search.bracket()).contains(new Bracket(100, 900));
        assertThat(search.state()).isEqualTo(State.SEARCHING);
    }
}
