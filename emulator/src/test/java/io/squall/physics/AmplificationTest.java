package io.squall.physics;

import static io.squall.physics.Figures.MS;
import static io.squall.physics.Figures.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.Cap;
import io.squall.load.Arrivals;
import io.squall.load.Seed;
import io.squall.load.Shape;
import io.squall.load.Spread;
import io.squall.record.ClassRecord;
import io.squall.record.Digest;
import io.squall.record.Recorder;
import io.squall.record.Timeline;
import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Population;
import io.squall.storm.Storm;
import io.squall.storm.StormPorts;
import io.squall.time.Rate;
import io.squall.verdict.Law;
import io.squall.wire.Outcome;
import io.squall.wire.Wire;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answer 2: attempts for each request, A = (1 − p^(R+1)) / (1 − p), when every attempt fails with probability p. */
class AmplificationTest {
    private static final long SEED = 2;
    private static final int N = 100_000;
    private static final int UNLIMITED = RetryPolicy.UNLIMITED;

    @ParameterizedTest
    @CsvSource({
        ".5, 1, 1.5, 1",
        ".5, 3, 1.875, 1",
        ".5, " + UNLIMITED + ", 2, 1",
        ".9, 3, 3.439, 1",
        ".9, " + UNLIMITED + ", 10, 2"
    })
    void a_retrying_storm_amplifies_as_the_formula_says(double p, int retries, double expected, double tolerance) {
        for (Failure failure : Failure.values()) {
            Law.Account account = storm(bernoulli(p, failure), retries);
            assertThat(account.firstTries()).as("seed %d: requests", SEED).isEqualTo(N);
            String what = "attempts a request, p %.1f by %s, at most %d retries, seed %d, n %d"
                    .formatted(p, failure, retries, SEED, N);
            Figures.withinPercent(what, account.amplification(), expected, tolerance);
            assertThat(account.holds()).as("the law: %s", account).isTrue();
            assertThat(failure == Failure.SILENCE ? account.failed() : account.timedOut())
                    .as("failures of the other kind")
                    .isZero();
        }
    }

    private static Law.Account storm(Wire wire, int retries) {
        Timeline timeline = new Timeline(N / 1_000 * S, 1);
        Recorder recorder = new Recorder(timeline, new Digest(), timeline.durationNs(), Long.MAX_VALUE / 2, true);
        Storm storm = new Storm(
                0,
                "storm",
                new Population.Open(2_000, Shape.constant(Rate.perSecond(1_000)), new Arrivals.Paced()),
                new Behaviour(new Spread.Fixed(10 * MS), RetryPolicy.of(new Backoff.Fixed(MS), retries), false, 0),
                new StormPorts(wire, recorder, new Seed(SEED), Cap.none(), Long.MAX_VALUE),
                timeline.durationNs());
        new VirtualTime(storm).runTo(timeline.durationNs());
        return Law.total(new ClassRecord("storm", ClassRecord.Role.STORM, timeline, List.of(recorder)), 1);
    }

    private enum Failure {
        REFUSAL,
        SILENCE
    }

    /** Every attempt fails with the same probability, independently; what does not is answered after 1 ms. */
    private static Wire bernoulli(double p, Failure failure) {
        long[] random = {new Seed(SEED).stream("wire", 0)};
        return new ScriptedWire((wire, attempt, nowNs) -> {
            random[0] = Seed.next(random[0]);
            if (Seed.unit(random[0]) >= p) {
                wire.outcome(attempt, Outcome.ANSWERED, nowNs + MS);
            } else if (failure == Failure.REFUSAL) {
                wire.outcome(attempt, Outcome.REFUSED, nowNs + MS);
            }
        });
    }
}
