package io.squall.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.verdict.Fit.Kind;
import io.squall.verdict.Fit.Place;
import org.junit.jupiter.api.Test;

class FitTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final long W = 1_000_000_000;

    private static Place place(Kind kind, double measured, long samples, double... predicted) {
        return Fit.of(kind, measured, samples, Band.of(predicted), W).place();
    }

    @Test
    void the_tolerance_begins_where_the_band_ends() {
        assertThat(place(Kind.INSTANT, 5e9, 0, 4e9, 6e9)).isEqualTo(Place.INSIDE);
        assertThat(place(Kind.INSTANT, 8e9, 0, 4e9, 6e9)).isEqualTo(Place.WITHIN);
        assertThat(place(Kind.INSTANT, 8e9 + 1, 0, 4e9, 6e9)).isEqualTo(Place.OUTSIDE);
        assertThat(place(Kind.INSTANT, 2e9 - 1, 0, 4e9, 6e9)).isEqualTo(Place.OUTSIDE);
        assertThat(Fit.of(Kind.INSTANT, 8e9, 0, Band.of(4e9, 6e9), W)).isEqualTo(new Fit(4e9, 2e9, Place.WITHIN));
    }

    @Test
    void each_kind_has_a_tolerance_of_its_own() {
        assertThat(place(Kind.COUNT, 110_000, 0, 100_000)).isEqualTo(Place.WITHIN);
        assertThat(place(Kind.COUNT, 110_001, 0, 100_000)).isEqualTo(Place.OUTSIDE);
        assertThat(place(Kind.MEDIAN, 45e6, 10, 25e6)).isEqualTo(Place.WITHIN);
        assertThat(place(Kind.MEDIAN, 46e6, 10, 25e6)).isEqualTo(Place.OUTSIDE);
        assertThat(place(Kind.P99, 1.2e9, 100, 1e9)).isEqualTo(Place.WITHIN);
        assertThat(place(Kind.SPAN, 33e9, 0, 30e9)).isEqualTo(Place.WITHIN);
        assertThat(place(Kind.SPAN, 33.1e9, 0, 30e9)).isEqualTo(Place.OUTSIDE);
        assertThat(place(Kind.SHARE, 0.471, 1_000_000, 0.5)).isEqualTo(Place.WITHIN);
        assertThat(place(Kind.SHARE, 0.469, 1_000_000, 0.5)).isEqualTo(Place.OUTSIDE);
    }

    @Test
    void small_numbers_prove_little() {
        assertThat(place(Kind.SHARE, 0.35, 20, 0.5)).isEqualTo(Place.WITHIN);
        assertThat(place(Kind.SHARE, 0, 20, 0.1)).isEqualTo(Place.WITHIN);
        assertThat(place(Kind.SHARE, 0, 20, 0.5)).isEqualTo(Place.OUTSIDE);
        assertThat(place(Kind.COUNT, 1, 0, 0)).isEqualTo(Place.WITHIN);
        assertThat(place(Kind.COUNT, 3, 0, 0)).isEqualTo(Place.OUTSIDE);
        assertThat(place(Kind.P99, 1e9, 99, 1e6)).isEqualTo(Place.UNJUDGED);
        assertThat(place(Kind.MEDIAN, 1e9, 9, 1e6)).isEqualTo(Place.UNJUDGED);
    }

    @Test
    void never_agrees_with_never_alone() {
        assertThat(Fit.of(Kind.INSTANT, NEVER, 0, Band.of(NEVER, NEVER), W)).isEqualTo(new Fit(0, 2e9, Place.INSIDE));
        assertThat(place(Kind.INSTANT, NEVER, 0, 1e9, NEVER)).isEqualTo(Place.INSIDE);
        assertThat(place(Kind.INSTANT, NEVER, 0, 1e9, 2e9)).isEqualTo(Place.OUTSIDE);
        assertThat(place(Kind.SPAN, 1e9, 0, NEVER)).isEqualTo(Place.OUTSIDE);
        assertThat(Fit.of(Kind.SPAN, 1e9, 0, Band.of(NEVER), W).difference())
                .isNegative()
                .isInfinite();
    }
}
