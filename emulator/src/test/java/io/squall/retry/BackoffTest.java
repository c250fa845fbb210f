package io.squall.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.squall.load.Seed;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
    private static final long MS = 1_000_000;
    private static final long BASE_NS = 250 * MS;
    private static final long CAP_NS = 8_000 * MS;
    private static final Backoff EXPONENTIAL = new Backoff.Exponential(BASE_NS, CAP_NS);
    private static final Backoff JITTER = new Backoff.FullJitter(BASE_NS, CAP_NS);

    @Test
    void exponential_doubles_from_the_base_to_the_cap() {
        long[] expectedMs = {250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000};
        for (int failures = 1; failures <= expectedMs.length; failures++) {
            assertThat(EXPONENTIAL.delayNs(failures, 0, .5))
                    .as("after failure %d", failures)
                    .isEqualTo(expectedMs[failures - 1] * MS);
        }
    }

    @Test
    void the_connection_back_off_of_grpc_grows_by_1_6_and_keeps_a_jitter_of_a_fifth() {
        Backoff grpc = new Backoff.Exponential(1_000 * MS, 120_000 * MS, 1.6, 0.2);
        assertThat(grpc.delayNs(3, 0, .5)).isCloseTo(2_560 * MS, within(1L));
        assertThat(grpc.delayNs(3, 0, 0)).isCloseTo(2_048 * MS, within(1L));
        assertThat(grpc.delayNs(3, 0, 1)).isCloseTo(3_072 * MS, within(1L));
        assertThat(grpc.delayNs(99, 0, .5)).isEqualTo(120_000 * MS);
    }

    @Test
    void a_cap_that_is_no_power_of_two_of_the_base_cuts_the_last_step() {
        Backoff backoff = new Backoff.Exponential(3, 10);
        assertThat(new long[] {backoff.delayNs(1, 0, 0), backoff.delayNs(2, 0, 0), backoff.delayNs(3, 0, 0)})
                .containsExactly(3, 6, 10);
        assertThat(new Backoff.Exponential(30, 10).delayNs(1, 0, 0))
                .as("a cap below the base")
                .isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 250_000_000, Long.MAX_VALUE / 3, Long.MAX_VALUE})
    void it_never_overflows(long baseNs) {
        for (long capNs : new long[] {CAP_NS, Long.MAX_VALUE}) {
            Backoff backoff = new Backoff.Exponential(baseNs, capNs);
            long previousNs = 0;
            for (int failures = 1; failures <= 200; failures++) {
                long delayNs = backoff.delayNs(failures, 0, 0);
                assertThat(delayNs)
                        .as("base %d, cap %d, failure %d", baseNs, capNs, failures)
                        .isBetween(Math.max(1, previousNs), capNs);
                previousNs = delayNs;
            }
            assertThat(backoff.delayNs(Integer.MAX_VALUE, 0, 0)).isEqualTo(capNs);
        }
    }

    @Test
    void full_jitter_draws_between_nothing_and_the_exponential_delay() {
        for (int failures = 1; failures <= 8; failures++) {
            long longestNs = EXPONENTIAL.delayNs(failures, 0, 0);
            assertThat(JITTER.delayNs(failures, 0, Math.nextUp(0.0))).isZero();
            assertThat(JITTER.delayNs(failures, 0, Math.nextDown(1.0))).isBetween(longestNs - 2, longestNs);
            double sum = 0;
            long state = new Seed(9).stream("jitter", failures);
            for (int i = 0; i < 10_000; i++) {
                state = Seed.next(state);
                sum += JITTER.delayNs(failures, 0, Seed.unit(state));
            }
            assertThat(sum / 10_000)
                    .as("mean after failure %d, seed 9, n 10,000", failures)
                    .isCloseTo(longestNs / 2.0, withPercentage(3));
        }
    }

    @Test
    void the_others_do_not_grow() {
        for (int failures = 1; failures <= 100; failures++) {
            assertThat(new Backoff.None().delayNs(failures, 0, .5)).isZero();
            assertThat(new Backoff.Fixed(BASE_NS).delayNs(failures, 0, .5)).isEqualTo(BASE_NS);
        }
    }

    /** The latent fault of 7 December: configured, and without effect. */
    @Test
    void a_broken_back_off_does_not_wait_whatever_was_configured() {
        assertThat(new Backoff.Broken(EXPONENTIAL).delayNs(10, 0, .5)).isZero();
        assertThat(new Backoff.Broken(JITTER).delayNs(10, 0, .5)).isZero();
    }

    @Test
    void a_request_makes_one_attempt_more_than_its_limit_of_retries() {
        RetryPolicy three = RetryPolicy.of(JITTER, 3);
        assertThat(three.mayRetry(3)).isTrue();
        assertThat(three.mayRetry(4)).isFalse();
        assertThat(RetryPolicy.NEVER.mayRetry(1)).isFalse();
        assertThat(RetryPolicy.of(JITTER, RetryPolicy.UNLIMITED).mayRetry(Integer.MAX_VALUE))
                .isTrue();
    }

    private static double[] draws(Backoff backoff, int failures, long previousNs) {
        double[] draws = new double[10_000];
        long state = new Seed(9).stream("draws", failures);
        for (int i = 0; i < draws.length; i++) {
            state = Seed.next(state);
            draws[i] = backoff.delayNs(failures, previousNs, Seed.unit(state));
        }
        return draws;
    }

    @Test
    void equal_jitter_draws_between_half_and_all_of_the_exponential_delay() {
        for (int failures = 1; failures <= 8; failures++) {
            double v = EXPONENTIAL.delayNs(failures, 0, 0);
            DoubleSummaryStatistics drawn = Arrays.stream(draws(new Backoff.EqualJitter(BASE_NS, CAP_NS), failures, 0))
                    .summaryStatistics();
            assertThat(drawn.getMin()).isBetween(v / 2 - 1, v * .501);
            assertThat(drawn.getMax()).isBetween(v * .999, v);
            assertThat(drawn.getAverage()).as("mean after failure %d", failures).isCloseTo(.75 * v, withPercentage(1));
        }
    }

    /** Whatever the number of failures: it remembers the delay before. */
    @Test
    void decorrelated_jitter_draws_between_the_base_and_three_times_the_delay_before() {
        Backoff backoff = new Backoff.Decorrelated(BASE_NS, CAP_NS);
        for (long previousNs : new long[] {0, BASE_NS, 2 * BASE_NS, 1_000 * MS}) {
            double upTo = 3.0 * Math.max(BASE_NS, previousNs);
            DoubleSummaryStatistics drawn =
                    Arrays.stream(draws(backoff, 5, previousNs)).summaryStatistics();
            assertThat(drawn.getMin()).isBetween((double) BASE_NS, BASE_NS * 1.02);
            assertThat(drawn.getMax()).isBetween(upTo * .99, upTo);
            assertThat(drawn.getAverage())
                    .as("mean after %d ns", previousNs)
                    .isCloseTo((BASE_NS + upTo) / 2, withPercentage(2));
        }
        assertThat(Arrays.stream(draws(backoff, 5, CAP_NS)).allMatch(ns -> ns >= BASE_NS && ns <= CAP_NS))
                .isTrue();
        double capped = Arrays.stream(draws(backoff, 5, CAP_NS))
                        .filter(ns -> ns == CAP_NS)
                        .count()
                / 10_000.0;
        assertThat(capped).as("share that the cap cuts").isBetween(.67, .71);
    }
}
