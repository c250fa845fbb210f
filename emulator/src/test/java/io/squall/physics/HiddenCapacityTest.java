package io.squall.physics;

import io.squall.record.Counter;
import io.squall.scenario.Range;
import io.squall.verdict.Goal.Finding;
import io.squall.verdict.Search;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Known answer 4: with one retry at the timeout a server of 300/s, which serves stale work at full cost, survives an outage of 10 s
 * only below 150 requests/s, although it carries twice as many before it.
 */
class HiddenCapacityTest {
    private static final long SEED = 4;
    private static final String ONE_AT_THE_TIMEOUT = "limit: 1";
    private static final double H = 600;

    @Test
    void above_hidden_capacity_every_request_is_sent_twice_and_none_is_answered() {
        Outage outage = Outage.unbounded(SEED, 280, "poisson", ONE_AT_THE_TIMEOUT, 360);
        double attempts = outage.perSecondAtTheEnd(Counter.INTENDED, 100);
        Figures.withinPercent("attempts/s in the last 100 of 400 s, load 280, seed " + SEED, attempts, 560, 3);
        double goodput = outage.perSecondAtTheEnd(Counter.ANSWERED, 100);
        Figures.atMost("answers/s in the last 100 of 400 s, load 280, seed " + SEED, goodput, 2.8);
    }

    @Test
    void below_hidden_capacity_it_recovers() {
        Outage outage = Outage.unbounded(SEED, 140, "poisson", ONE_AT_THE_TIMEOUT, 360);
        Figures.atMost("seconds to recover, load 140, seed " + SEED, outage.recoverySeconds(), 180);
    }

    /** (Q0 − C·T) / (C − (1+R)λ), Q0 = λ·Σ(D − kT)⁺ over k = 0 … R. */
    @ParameterizedTest
    @CsvSource({"200, 0", "280, 0", "120, 1", "140, 1", "90, 2"})
    void with_paced_arrivals_it_takes_as_long_as_the_formula_says(double load, int retries) {
        double waiting = 0;
        for (int k = 0; k <= retries; k++) {
            waiting += load * Math.max(0, Outage.D - k * Outage.T);
        }
        double expected = (waiting - Outage.C * Outage.T) / (Outage.C - (1 + retries) * load);
        Outage outage = Outage.unbounded(SEED, load, "paced", "limit: " + retries, 2 * expected);
        String what = "seconds to recover, paced load %.0f, %d retries".formatted(load, retries);
        // The last attempt that timed out is at most one cut, and one interval of the load, away from the instant of
        // recovery.
        Figures.within(what, outage.recoverySeconds(), expected, .01 * expected + .1);
    }

    @Test
    void hidden_capacity_is_where_the_formula_puts_it() {
        Range range = Range.parse("rate=100/s..200/s", _ -> Optional.empty());
        Search search = Search.of(range, .002);
        for (OptionalDouble load = search.next(); load.isPresent(); load = search.next()) {
            Outage outage = Outage.unbounded(SEED, load.getAsDouble(), "paced", ONE_AT_THE_TIMEOUT, H + 20);
            boolean survived = outage.recoverySeconds() <= H;
            search = search.with(load.getAsDouble(), List.of(survived ? Finding.MET : Finding.MISSED));
        }
        double found = search.bracket().orElseThrow().middle();
        Figures.withinPercent("hidden capacity in requests/s, paced, H 600 s", found, 147.9, 1.5);
    }
}
