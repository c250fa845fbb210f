package io.squall.physics;

import static io.squall.physics.Bench.MS;
import static io.squall.physics.Bench.S;

import io.squall.boundary.Device;
import io.squall.load.Arrivals;
import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Path;
import io.squall.scenario.Population;
import io.squall.scenario.Transport;
import io.squall.storm.Storm;
import io.squall.time.Rate;
import java.util.List;
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
    private static final Behaviour BROKEN =
            new Behaviour(new Spread.Exponential(S), new RetryPolicy(new Backoff.None(), RetryPolicy.UNLIMITED), true);
    private static final Spread PLANE = new Spread.Uniform(0, 20 * MS);
    private static final Spread FOR_EVER = new Spread.Fixed(1_000_000 * S);

    private static Device fluid(double capacity, long seed) {
        Path path = new Path(
                "boundary",
                Rate.perSecond(capacity),
                Integer.MAX_VALUE,
                Path.Discipline.FLUID,
                List.of(),
                Path.ServiceTime.DETERMINISTIC,
                Path.WhenFull.SILENCE);
        return Device.of(path, 0, new Seed(seed).stream("path.boundary", 0));
    }

    /** Those that are pending at the start are a population of its own, whose members never come back once answered. */
    private static int pendingAfter80s(int pendingAtFirst, long seed) {
        Bench bench = new Bench(seed, 80 * S, PLANE, List.of(Transport.TCP, Transport.TCP), fluid(1_000, seed));
        Storm first = bench.storm(0, "first", new Population.Closed(pendingAtFirst, FOR_EVER), BROKEN);
        Storm fresh = bench.storm(
                1, "fresh", new Population.Open(50_000, Rate.perSecond(200), new Arrivals.Poisson()), BROKEN);
        first.drop(1, 0, 0);
        bench.runTo(80 * S - 1);
        return first.pending() + fresh.pending();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void below_the_tipping_point_an_open_storm_ends_by_itself(long seed) {
        int pending = pendingAfter80s(2_800, seed);
        Figures.atMost("pending after 80 s, from 2,800 (tipping point 3,200), seed " + seed, pending, 999);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void above_the_tipping_point_an_open_storm_feeds_itself(long seed) {
        int pending = pendingAfter80s(3_500, seed);
        Figures.atLeast("pending after 80 s, from 3,500 (tipping point 3,200), seed " + seed, pending, 4_501);
    }

    @ParameterizedTest
    @CsvSource({"20000, 1200, 26098, 2", "1500, 300, 201, 6"})
    void a_closed_storm_settles_at_the_stable_point_of_its_side(int from, int seconds, int expected, double tolerance) {
        long seed = 7;
        int clients = 30_000;
        Bench bench = new Bench(seed, seconds * S, PLANE, List.of(Transport.TCP), fluid(850, seed));
        Storm storm =
                bench.storm(0, "clients", new Population.Closed(clients, new Spread.Exponential(150 * S)), BROKEN);
        storm.drop((double) from / clients, 0, 0);
        double sum = 0;
        for (int second = seconds - 60; second < seconds; second++) {
            bench.runTo(second * S);
            sum += storm.pending();
        }
        String what = "mean pending of %d clients in the 60 s before %d s, from %d, seed %d"
                .formatted(clients, seconds, from, seed);
        Figures.withinPercent(what, sum / 60, expected, tolerance);
    }
}
