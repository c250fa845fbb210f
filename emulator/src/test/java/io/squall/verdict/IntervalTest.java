package io.squall.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    @ParameterizedTest
    @CsvSource({"1,12.7062", "1.5,6.01666", "2,4.30265", "3.7,2.86752", "5,2.57058", "30,2.04227", "1000,1.96234"})
    void the_quantile_of_t_is_that_of_the_tables(double freedom, double t) {
        assertThat(Interval.student(freedom)).isCloseTo(t, within(t * 2e-5));
    }

    @Test
    void far_beyond_the_tables_it_is_the_normal_one_and_below_them_it_is_no_wider_than_that_of_one_degree() {
        assertThat(Interval.student(1e12)).isCloseTo(1.96, within(0.003));
        assertThat(Interval.student(0.5)).isCloseTo(12.7062, within(1e-3));
    }

    /** By scipy.stats.ttest_ind(b, a, equal_var=False). */
    @Test
    void the_difference_of_means_has_the_interval_that_another_program_gives() {
        Interval found = Interval.welch(new double[] {58.8, 60.1, 59.6}, new double[] {36.3, 36.9, 36.5, 36.7})
                .orElseThrow();
        assertThat(found.low()).isCloseTo(-24.342409, within(1e-4));
        assertThat(found.high()).isCloseTo(-21.457591, within(1e-4));
    }

    @Test
    void one_run_has_no_spread_and_neither_have_runs_that_are_alike() {
        assertThat(Interval.welch(new double[] {1}, new double[] {2, 3})).isEmpty();
        assertThat(Interval.welch(new double[] {1, 2}, new double[] {2})).isEmpty();
        assertThat(Interval.welch(new double[] {1, 1}, new double[] {2, 2})).isEmpty();
        assertThat(Interval.welch(new double[] {1, 1}, new double[] {2, 3})).isPresent();
    }

    /** Newcombe's examples (a) and (e), method 10. */
    @ParameterizedTest
    @CsvSource({"48,80,56,70,0.0524,0.3339", "0,20,10,10,0.6791,1.0000"})
    void the_difference_of_shares_has_the_interval_of_the_paper(int a, int nA, int b, int nB, double low, double high) {
        Interval found = Interval.newcombe(a / (double) nA, nA, b / (double) nB, nB);
        assertThat(found.low()).isCloseTo(low, within(5e-5));
        assertThat(found.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void of_three_and_three_runs_it_holds_the_truth_in_about_nineteen_of_twenty_whatever_their_spreads() {
        Random random = new Random(7);
        int held = 0;
        for (int i = 0; i < 2_000; i++) {
            double[] a = random.doubles(3).map(_ -> random.nextGaussian(10, 1)).toArray();
            double[] b = random.doubles(3).map(_ -> random.nextGaussian(12, 4)).toArray();
            Interval found = Interval.welch(a, b).orElseThrow();
            held += found.low() <= 2 && 2 <= found.high() ? 1 : 0;
        }
        assertThat(held / 2_000.0).isBetween(0.93, 0.96);
    }
}
