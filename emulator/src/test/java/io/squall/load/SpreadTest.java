package io.squall.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final long MS = 1_000_000;
    private static final int N = 100_000;

    private static double[] sample(Spread spread) {
        double[] sample = new double[N];
        long state = new Seed(8).stream("spread", 0);
        for (int i = 0; i < N; i++) {
            state = Seed.next(state);
            sample[i] = spread.sampleNs(Seed.unit(state));
            assertThat(sample[i]).isBetween(0.0, 1.5 * spread.longestNs());
        }
        return sample;
    }

    @Test
    void samples_have_the_mean_that_the_spread_promises() {
        Spread[] spreads = {
            new Spread.Fixed(20 * MS),
            new Spread.Uniform(10 * MS, 30 * MS),
            new Spread.Exponential(20 * MS),
            Spread.around(20 * MS, .1)
        };
        for (Spread spread : spreads) {
            assertThat(spread.meanNs()).as("%s", spread).isEqualTo(20 * MS);
            assertThat(Numbers.mean(sample(spread))).as("mean of %s", spread).isCloseTo(20 * MS, withPercentage(1));
        }
    }

    @Test
    void samples_have_the_distribution_that_the_spread_names() {
        double uniform =
                Numbers.kolmogorovSmirnov(sample(new Spread.Uniform(10 * MS, 30 * MS)), x -> (x - 10 * MS) / (20 * MS));
        assertThat(uniform).as("√n·D, uniform").isLessThan(Numbers.KOLMOGOROV);
        double exponential =
                Numbers.kolmogorovSmirnov(sample(new Spread.Exponential(20 * MS)), x -> 1 - Math.exp(-x / (20 * MS)));
        assertThat(exponential).as("√n·D, exponential").isLessThan(Numbers.KOLMOGOROV);
    }

    @Test
    void around_a_value_means_the_same_share_to_both_sides() {
        assertThat(Spread.around(250 * MS, .1)).isEqualTo(new Spread.Uniform(225 * MS, 275 * MS));
    }

    @Test
    void the_longest_is_passed_once_in_a_million() {
        Spread spread = new Spread.Exponential(20 * MS);
        assertThat(spread.sampleNs(1e-6)).isCloseTo(spread.longestNs(), withPercentage(.001));
    }

    @Test
    void an_upper_end_below_the_lower_is_refused() {
        assertThatThrownBy(() -> new Spread.Uniform(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_log_logistic_has_its_median_its_tail_and_its_mean() {
        Spread.LogLogistic spread = new Spread.LogLogistic(20 * MS, 200 * MS);
        assertThat(spread.sampleNs(.5)).isEqualTo(20 * MS);
        assertThat(spread.sampleNs(.99)).isCloseTo(200 * MS, withPercentage(1e-4));
        assertThat(spread.sampleNs(.01)).isCloseTo(2 * MS, withPercentage(1e-4));
        assertThat(spread.sampleNs(1 - 1e-6)).isCloseTo(spread.longestNs(), withPercentage(.01));
        double[] sample = sample(spread);
        double beta = Math.log(99) / Math.log(10);
        assertThat(Numbers.kolmogorovSmirnov(sample, x -> 1 / (1 + Math.pow(x / (20 * MS), -beta))))
                .as("√n·D, log-logistic")
                .isLessThan(Numbers.KOLMOGOROV);
        double angle = Math.PI / beta;
        assertThat(spread.meanNs()).isCloseTo(20 * MS * angle / Math.sin(angle), withPercentage(1e-9));
        assertThat(Numbers.mean(sample)).isCloseTo(spread.meanNs(), withPercentage(3));
    }

    @Test
    void a_log_logistic_without_a_mean_is_refused() {
        assertThatThrownBy(() -> new Spread.LogLogistic(MS, 99 * MS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Spread.LogLogistic(MS, MS)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Spread.LogLogistic(MS, 98 * MS).meanNs()).isFinite().isPositive();
    }
}
