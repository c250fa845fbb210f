package io.squall.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.squall.load.Seed;
import io.squall.retry.Brake.Deposit;
import io.squall.retry.Brake.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrakesTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000_000_000;
    private static final int N = 100_000;

    private static Brakes budget(Deposit deposit, double ratio, double cost, double floor, Scope scope) {
        Brake.Budget budget = new Brake.Budget(deposit, ratio, 10, cost, floor, scope);
        return new RetryPolicy(new Backoff.None(), 3, budget, null, null).brakes(10);
    }

    private static Brakes breaker(int failures, long openNs, Scope scope) {
        return new RetryPolicy(new Backoff.None(), 3, null, null, new Brake.Breaker(failures, openNs, scope)).brakes(2);
    }

    /** Every attempt fails. */
    private static double attemptsPerRequest(Brakes brakes, long intervalNs) {
        int attempts = 0;
        for (int request = 0; request < N; request++) {
            brakes.requested(0);
            attempts++;
            for (int failures = 1; brakes.mayRetry(0, failures, request * intervalNs); failures++) {
                attempts++;
                brakes.failed(0, request * intervalNs, true);
            }
        }
        return attempts / (double) N;
    }

    /** Known answer 3. */
    @Test
    void a_deposit_per_request_bounds_amplification_however_bad_it_is() {
        assertThat(attemptsPerRequest(budget(Deposit.REQUEST, .1, 1, 0, Scope.STORM), MS))
                .as("attempts a request, ratio .1, bucket 10, n %d", N)
                .isCloseTo(1.1, offset(.002));
    }

    /** Known answer 3. */
    @Test
    void a_deposit_per_success_pays_for_the_bucket_and_no_more_when_nothing_succeeds() {
        assertThat(attemptsPerRequest(budget(Deposit.SUCCESS, .1, 1, 0, Scope.STORM), MS))
                .isEqualTo(1 + 10.0 / N);
    }

    @Test
    void a_success_pays_its_ratio_and_a_retry_its_cost() {
        Brakes brakes = budget(Deposit.SUCCESS, 1, 5, 0, Scope.STORM);
        assertThat(brakes.mayRetry(0, 1, 0)).isTrue();
        assertThat(brakes.mayRetry(0, 1, 0)).isTrue();
        assertThat(brakes.mayRetry(0, 1, 0)).as("10 tokens, 5 a retry").isFalse();
        for (int i = 0; i < 5; i++) {
            assertThat(brakes.mayRetry(0, 1, 0)).as("after %d successes", i).isFalse();
            brakes.succeeded(0, 0);
        }
        assertThat(brakes.mayRetry(0, 1, 0)).isTrue();
        for (int i = 0; i < 1_000; i++) {
            brakes.succeeded(0, 0);
        }
        assertThat(brakes.mayRetry(0, 1, 0)).isTrue();
        assertThat(brakes.mayRetry(0, 1, 0)).isTrue();
        assertThat(brakes.mayRetry(0, 1, 0))
                .as("the bucket holds no more than 10")
                .isFalse();
    }

    @Test
    void a_floor_is_paid_by_time() {
        double attempts = attemptsPerRequest(budget(Deposit.SUCCESS, 0, 1, 10, Scope.STORM), MS);
        assertThat((attempts - 1) * N)
                .as("retries in 99.999 s with 10 a second and 10 at the start")
                .isCloseTo(10 * 100 + 9, offset(.5));
    }

    /** gRPC A6: tokens 10, ratio .1, no retry at or below half. */
    @Test
    void grpc_s_budget_stops_at_half_and_a_retry_itself_costs_nothing() {
        Brakes brakes = budget(Deposit.GRPC, .1, 1, 0, Scope.STORM);
        for (int failure = 1; failure <= 4; failure++) {
            brakes.failed(0, 0, true);
            assertThat(brakes.mayRetry(0, 1, 0)).as("%d tokens", 10 - failure).isTrue();
        }
        brakes.failed(0, 0, true);
        assertThat(brakes.mayRetry(0, 1, 0)).as("5 tokens").isFalse();
        brakes.succeeded(0, 0);
        assertThat(brakes.mayRetry(0, 1, 0)).as("5.1 tokens").isTrue();
    }

    @Test
    void a_bucket_of_each_source_is_its_own() {
        Brakes brakes = budget(Deposit.SUCCESS, 0, 10, 0, Scope.SOURCE);
        assertThat(brakes.mayRetry(0, 1, 0)).isTrue();
        assertThat(brakes.mayRetry(0, 1, 0)).isFalse();
        assertThat(brakes.mayRetry(1, 1, 0)).isTrue();
    }

    @Test
    void what_its_limit_forbids_no_budget_pays() {
        Brakes brakes = budget(Deposit.REQUEST, 1, 1, 0, Scope.STORM);
        assertThat(brakes.mayRetry(0, 4, 0)).isFalse();
    }

    /** Known answer 3: capacity 200, demand 1,000, K = 2; rejects are free and immediate. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_throttle_sends_k_times_what_is_accepted(long seed) {
        Brake.Throttle throttle = new Brake.Throttle(2, 120 * S, Scope.STORM);
        Brakes brakes = new RetryPolicy(new Backoff.None(), 0, null, throttle, null).brakes(1);
        long state = new Seed(seed).stream("throttle", 0);
        int sent = 0;
        double tokens = 0;
        for (long now = 0; now < 480 * S; now += MS) {
            tokens = Math.min(20, tokens + .2);
            state = Seed.next(state);
            if (!brakes.admits(0, now, Seed.unit(state))) {
                brakes.failed(0, now, false);
                continue;
            }
            sent += now >= 240 * S ? 1 : 0;
            if (tokens >= 1 - 1e-9) {
                tokens -= 1;
                brakes.succeeded(0, now);
            } else {
                brakes.failed(0, now, true);
            }
        }
        assertThat(sent / 240.0).as("sent a second after 240 s, seed %d", seed).isCloseTo(400, offset(8.0));
    }

    @Test
    void a_throttle_forgets_what_has_left_its_window() {
        Brake.Throttle throttle = new Brake.Throttle(2, 60 * S, Scope.STORM);
        Brakes brakes = new RetryPolicy(new Backoff.None(), 0, null, throttle, null).brakes(1);
        for (int i = 0; i < 1_000; i++) {
            brakes.admits(0, 0, .5);
        }
        assertThat(brakes.admits(0, 59 * S, .5)).as("1,000 attempts, no answer").isFalse();
        assertThat(brakes.admits(0, 60 * S, .9))
                .as("one attempt, no answer: a chance of a half")
                .isTrue();
    }

    @Test
    void a_breaker_opens_after_failures_in_a_row_and_no_others() {
        Brakes brakes = breaker(3, S, Scope.STORM);
        for (int i = 0; i < 10; i++) {
            brakes.failed(0, 0, true);
            brakes.failed(0, 0, true);
            brakes.succeeded(0, 0);
        }
        assertThat(brakes.admits(0, 0, .5)).isTrue();
        for (int i = 0; i < 3; i++) {
            brakes.failed(0, 0, true);
        }
        assertThat(brakes.admits(0, S - 1, .5)).isFalse();
    }

    @Test
    void an_open_breaker_lets_one_attempt_try_and_its_outcome_decides() {
        Brakes brakes = breaker(1, S, Scope.STORM);
        brakes.failed(0, 0, true);
        assertThat(brakes.admits(0, S, .5)).as("half open").isTrue();
        assertThat(brakes.admits(0, S + 1, .5)).as("one at a time").isFalse();
        brakes.failed(0, S + 5, true);
        assertThat(brakes.admits(0, 2 * S - 1, .5)).as("it failed").isFalse();
        assertThat(brakes.admits(0, 2 * S + 5, .5)).as("half open again").isTrue();
        brakes.succeeded(0, 2 * S + 6);
        assertThat(brakes.admits(0, 2 * S + 6, .5)).as("closed").isTrue();
        assertThat(brakes.admits(0, 2 * S + 7, .5)).as("closed").isTrue();
    }

    /** Counted from the failure that shows it, not from the attempt. */
    @Test
    void a_failed_trial_opens_the_breaker_for_its_whole_time() {
        Brakes brakes = breaker(1, S, Scope.STORM);
        brakes.failed(0, 0, true);
        brakes.admits(0, S, .5);
        brakes.failed(0, S + S / 2, true);
        assertThat(brakes.admits(0, 2 * S + S / 2 - 1, .5)).isFalse();
        assertThat(brakes.admits(0, 2 * S + S / 2, .5)).isTrue();
    }

    @Test
    void what_a_breaker_turns_away_teaches_it_nothing() {
        Brakes brakes = breaker(2, S, Scope.STORM);
        brakes.failed(0, 0, true);
        brakes.failed(0, 0, false);
        assertThat(brakes.admits(0, 0, .5)).isTrue();
    }

    @Test
    void a_breaker_of_each_source_is_its_own() {
        Brakes brakes = breaker(1, S, Scope.SOURCE);
        brakes.failed(0, 0, true);
        assertThat(brakes.admits(0, 0, .5)).isFalse();
        assertThat(brakes.admits(1, 0, .5)).isTrue();
    }
}
