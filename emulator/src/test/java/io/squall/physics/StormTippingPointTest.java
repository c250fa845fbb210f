package io.squall.physics;

import io.squall.record.Counter;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Known answer 8, on a device without a queue: SYN and SYN-ACK share C packets/s, each pending client tries once a second.
 *
 * <pre>
 *     successes/s ▲      ╱╲            a = X/θ attempts/s;  2a ≤ C: s = a
 *                 │     ╱   ╲          else q = (−1 + √(1 + 4C/a)) / 2,  s = a·q²
 *              λ ─┼─ ─ ● ─ ─ ─○─ ─     ● stable  ○ the tipping point N* = θ(C − λ)²/λ
 *                 └──────────────► X
 * </pre>
 */
class StormTippingPointTest {
    private static final int CUTS_A_SECOND = 10;

    /** Every client whose request is pending makes an attempt a second: so many are pending, as a mean over an interval. */
    private static double pending(Snapshot run, double fromSeconds, double toSeconds, String... storms) {
        double attempts = 0;
        for (String storm : storms) {
            attempts += run.classRecord(storm)
                    .inCuts((int) (fromSeconds * CUTS_A_SECOND), (int) (toSeconds * CUTS_A_SECOND), Counter.INTENDED);
        }
        return attempts / (toSeconds - fromSeconds);
    }

    /** Those that are pending at the start are a population of its own, whose members never come back once answered. */
    private static double pendingAfter80s(int pendingAtFirst, long seed) {
        Snapshot run = Figures.run(Scenes.of("""
                seed: %d
                duration: 81 s
                phases:
                  - { name: start, kind: trigger, for: 1 ms, drop: { first: 100 %% } }
                  - { name: storm, kind: storm }
                paths: { boundary: { capacity: 1000/s, discipline: fluid } }
                plane: { delay: 0 ms .. 20 ms }
                storms:
                  first:
                    transport: tcp
                    path: boundary
                    population: { closed: { sources: %d, think: 24 h } }
                    timeout: exponential 1 s
                    first-attempt: after-timeout
                    retry: { backoff: none }
                  fresh:
                    transport: tcp
                    path: boundary
                    population: { open: { sources: 50000, rate: 200/s, arrivals: poisson } }
                    timeout: exponential 1 s
                    first-attempt: after-timeout
                    retry: { backoff: none }
                """.formatted(seed, pendingAtFirst)));
        return pending(run, 79.5, 80.5, "first", "fresh");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void below_the_tipping_point_an_open_storm_ends_by_itself(long seed) {
        double pending = pendingAfter80s(2_800, seed);
        Figures.atMost("pending after 80 s, from 2,800 (tipping point 3,200), seed " + seed, pending, 999);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void above_the_tipping_point_an_open_storm_feeds_itself(long seed) {
        double pending = pendingAfter80s(3_500, seed);
        Figures.atLeast("pending after 80 s, from 3,500 (tipping point 3,200), seed " + seed, pending, 4_501);
    }

    @ParameterizedTest
    @CsvSource({"20000, 1200, 26098, 2", "1500, 300, 201, 6"})
    void a_closed_storm_settles_at_the_stable_point_of_its_side(int from, int seconds, int expected, double tolerance) {
        Snapshot run = Figures.run(Scenes.of("""
                seed: 7
                duration: %d s
                phases:
                  - { name: start, kind: trigger, for: 1 ms, drop: { clients: %.6f } }
                  - { name: storm, kind: storm }
                paths: { boundary: { capacity: 850/s, discipline: fluid } }
                plane: { delay: 0 ms .. 20 ms }
                storms:
                  clients:
                    transport: tcp
                    path: boundary
                    population: { closed: { sources: 30000, think: exponential 150 s } }
                    timeout: exponential 1 s
                    first-attempt: after-timeout
                    retry: { backoff: none }
                """.formatted(seconds, from / 30_000.0)));
        String what =
                "mean pending of 30,000 clients in the 60 s before %d s, from %d, seed 7".formatted(seconds, from);
        Figures.withinPercent(what, pending(run, seconds - 60, seconds, "clients"), expected, tolerance);
    }
}
