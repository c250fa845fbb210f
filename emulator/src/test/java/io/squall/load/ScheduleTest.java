package io.squall.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.squall.time.Rate;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000_000_000;
    private static final long SEED = 6;
    private static final long STATE = new Seed(SEED).stream("arrivals", 0);

    private static Schedule schedule(Arrivals arrivals, double perSecond) {
        return new Schedule(arrivals, Rate.perSecond(perSecond).intervalNs(), 0, STATE);
    }

    /** Instant n is n / rate, computed from n: a rounded interval of 333,333,333 ns would be 3.3 ms early by then. */
    @Test
    void after_ten_million_paced_instants_the_integral_is_exact() {
        Schedule schedule = schedule(new Arrivals.Paced(), 3);
        for (long n = 0; n < 10_000_000; n++) {
            long instantNs = schedule.takeNs();
            long exactNs = n / 3 * S + n % 3 * S / 3;
            if (Math.abs(instantNs - exactNs) > 1) {
                assertThat(instantNs).as("instant %d", n).isEqualTo(exactNs);
            }
        }
        assertThat(schedule.peekNs()).isBetween(10_000_000L * S / 3 - 1, 10_000_000L * S / 3 + 1);
    }

    @Test
    void jittered_instants_keep_their_grid_and_their_order() {
        Schedule schedule = schedule(new Arrivals.Jittered(50 * MS), 20);
        double[] offsets = new double[100_000];
        long previousNs = -1;
        for (int n = 0; n < offsets.length; n++) {
            long instantNs = schedule.takeNs();
            assertThat(instantNs).as("instant %d", n).isGreaterThanOrEqualTo(previousNs);
            previousNs = instantNs;
            offsets[n] = (instantNs - n * 50.0 * MS) / (50.0 * MS);
            assertThat(offsets[n]).as("offset %d in jitters", n).isBetween(0.0, 1.0);
        }
        assertThat(Numbers.kolmogorovSmirnov(offsets, x -> x))
                .as("√n·D of the offsets against U(0, jitter), seed %d", SEED)
                .isLessThan(Numbers.KOLMOGOROV);
    }

    @Test
    void poisson_distances_are_exponential_and_independent() {
        Schedule schedule = schedule(new Arrivals.Poisson(), 1_000);
        double[] distances = new double[100_000];
        double[] next = new double[distances.length];
        long previousNs = 0;
        for (int n = 0; n < distances.length; n++) {
            long instantNs = schedule.takeNs();
            distances[n] = (instantNs - previousNs) / (double) MS;
            previousNs = instantNs;
        }
        System.arraycopy(distances, 1, next, 0, next.length - 1);
        assertThat(Numbers.kolmogorovSmirnov(distances, x -> 1 - Math.exp(-x)))
                .as("√n·D of the distances against 1 − exp(−x), seed %d", SEED)
                .isLessThan(Numbers.KOLMOGOROV);
        assertThat(Numbers.correlation(distances, next))
                .as("correlation of neighbouring distances, seed %d", SEED)
                .isCloseTo(0, offset(4 / Math.sqrt(distances.length)));
    }

    @Test
    void poisson_counts_have_a_variance_equal_to_their_mean() {
        Schedule schedule = schedule(new Arrivals.Poisson(), 100);
        double[] counts = new double[10_000];
        while (schedule.peekNs() < counts.length * S) {
            counts[(int) (schedule.takeNs() / S)]++;
        }
        assertThat(Numbers.mean(counts))
                .as("mean of %d seconds, seed %d", counts.length, SEED)
                .isCloseTo(100, offset(.4));
        assertThat(Numbers.variance(counts))
                .as("variance of %d seconds, seed %d", counts.length, SEED)
                .isCloseTo(100, offset(6.0));
    }

    @Test
    void after_ten_million_poisson_instants_the_rate_is_that_which_was_asked_for() {
        Schedule schedule = schedule(new Arrivals.Poisson(), 3);
        int n = 10_000_000;
        for (int i = 0; i < n - 1; i++) {
            schedule.takeNs();
        }
        double seconds = schedule.takeNs() / 1e9;
        assertThat(seconds)
                .as("instant %d at 3/s, four standard deviations, seed %d", n, SEED)
                .isCloseTo(n / 3.0, offset(4 * Math.sqrt(n) / 3));
    }

    @Test
    void looking_at_the_next_instant_does_not_take_it() {
        Schedule schedule = schedule(new Arrivals.Poisson(), 1_000);
        long nextNs = schedule.peekNs();
        assertThat(schedule.peekNs()).isEqualTo(nextNs);
        assertThat(schedule.takeNs()).isEqualTo(nextNs);
        assertThat(schedule.peekNs()).isGreaterThan(nextNs);
    }

    @Test
    void the_same_state_gives_the_same_instants() {
        Schedule one = schedule(new Arrivals.Poisson(), 1_000);
        Schedule other = schedule(new Arrivals.Poisson(), 1_000);
        for (int n = 0; n < 1_000; n++) {
            assertThat(one.takeNs()).isEqualTo(other.takeNs());
        }
    }

    @Test
    void instants_are_counted_from_the_start() {
        Schedule schedule = new Schedule(new Arrivals.Paced(), 10 * MS, 7 * S, STATE);
        assertThat(schedule.takeNs()).isEqualTo(7 * S);
        assertThat(schedule.takeNs()).isEqualTo(7 * S + 10 * MS);
    }

    @Test
    void a_rate_of_zero_has_no_instant() {
        for (Arrivals arrivals :
                new Arrivals[] {new Arrivals.Paced(), new Arrivals.Jittered(MS), new Arrivals.Poisson()}) {
            assertThat(schedule(arrivals, 0).peekNs()).as("%s", arrivals).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void an_interval_of_nothing_is_refused() {
        assertThatThrownBy(() -> new Schedule(new Arrivals.Paced(), 0, 0, STATE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
