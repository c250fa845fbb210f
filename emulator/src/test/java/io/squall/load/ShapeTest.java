package io.squall.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.squall.time.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rate that changes: its instants fulfil its integral. */
class ShapeTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000_000_000;
    private static final long END_NS = 60 * S;
    private static final long STATE = new Seed(6).stream("arrivals", 0);

    private static Shape shape(Shape.@Nullable Bursts bursts, double... secondsAndRates) {
        List<Shape.Point> points = new ArrayList<>();
        for (int i = 0; i < secondsAndRates.length; i += 2) {
            points.add(new Shape.Point((long) (secondsAndRates[i] * S), Rate.perSecond(secondsAndRates[i + 1])));
        }
        return new Shape(points, bursts);
    }

    static Stream<Shape> shapes() {
        Shape.Bursts bursts = new Shape.Bursts(7 * S, 500 * MS, Rate.perSecond(300));
        Shape.Bursts allTheTime = new Shape.Bursts(2 * S, 2 * S, Rate.perSecond(50));
        return Stream.of(
                shape(null, 0, 0, 60, 1_000),
                shape(null, 0, 1_000, 60, 0),
                shape(null, 5, 100, 10, 100, 10, 500, 20, 500, 20, 3, 50, 700),
                shape(null, 0, 0, 30, 0, 30, 200),
                shape(null, 0, 400, 20, 0, 40, 0, 55, 400),
                shape(bursts, 0, 100),
                shape(bursts, 0, 0),
                shape(bursts, 0, 10, 10, 10, 14.2, 400, 28, 20),
                shape(allTheTime, 0, 10, 60, 20));
    }

    /** Midpoints of milliseconds, on whose edges all pieces begin: exact for straight lines. */
    private static double[] integral(Shape shape) {
        double[] byMs = new double[(int) (END_NS / MS) + 1];
        for (int ms = 0; ms + 1 < byMs.length; ms++) {
            byMs[ms + 1] = byMs[ms] + rate(shape, ms + .5) / 1_000;
        }
        return byMs;
    }

    private static double rate(Shape shape, double ms) {
        List<Shape.Point> p = shape.points();
        double base = ms * MS < p.getFirst().atNs()
                ? p.getFirst().rate().perSecond()
                : p.getLast().rate().perSecond();
        for (int i = 0; i + 1 < p.size(); i++) {
            double from = p.get(i).atNs();
            double to = p.get(i + 1).atNs();
            if (ms * MS > from && ms * MS < to) {
                double share = (ms * MS - from) / (to - from);
                base = (1 - share) * p.get(i).rate().perSecond()
                        + share * p.get(i + 1).rate().perSecond();
            }
        }
        Shape.@Nullable Bursts b = shape.bursts();
        if (b == null || ms * MS < b.everyNs() || ms * MS % b.everyNs() > b.forNs()) {
            return base;
        }
        return base + b.rate().perSecond();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void by_every_instant_as_many_are_intended_as_the_integral_says(Shape shape) {
        double[] expected = integral(shape);
        Schedule schedule = new Schedule(new Arrivals.Paced(), shape, 0, END_NS, STATE);
        int count = 0;
        long previous = 0;
        for (int ms = 0; ms < expected.length; ms++) {
            while (schedule.peekNs() < ms * MS) {
                assertThat(schedule.peekNs()).isGreaterThanOrEqualTo(previous);
                previous = schedule.takeNs();
                count++;
            }
            if (Math.abs(count - expected[ms]) > 1 + 1e-6) {
                assertThat((double) count)
                        .as("%s: intended by %d ms", shape, ms)
                        .isEqualTo(expected[ms]);
            }
        }
        assertThat(count).isPositive();
    }

    /** So that the n-th instant of any interval of length t is never more than one off λ·t. */
    @ParameterizedTest
    @MethodSource("shapes")
    void a_schedule_that_begins_later_intends_what_is_left_of_the_shape(Shape shape) {
        double[] expected = integral(shape);
        for (int fromMs : new int[] {1, 9_999, 10_000, 14_250, 28_000, 40_001}) {
            Schedule schedule = new Schedule(new Arrivals.Paced(), shape, fromMs * MS, END_NS, STATE);
            assertThat(schedule.peekNs()).isGreaterThanOrEqualTo(fromMs * MS);
            int count = 0;
            while (schedule.peekNs() < END_NS) {
                schedule.takeNs();
                count++;
            }
            assertThat((double) count)
                    .as("%s from %d ms", shape, fromMs)
                    .isCloseTo(expected[expected.length - 1] - expected[fromMs], offset(1 + 1e-6));
        }
    }

    /** The time rescaling theorem: N(tₙ) / N(end) are uniform. */
    @ParameterizedTest
    @MethodSource("shapes")
    void a_poisson_process_of_a_changing_rate_is_one_of_rate_1_on_the_scale_of_its_integral(Shape shape) {
        double[] expected = integral(shape);
        double all = expected[expected.length - 1];
        Schedule schedule = new Schedule(new Arrivals.Poisson(), shape, 0, END_NS, STATE);
        List<Double> scaled = new ArrayList<>();
        while (schedule.peekNs() < END_NS) {
            double ms = schedule.takeNs() / (double) MS;
            int whole = (int) ms;
            scaled.add((expected[whole] + (ms - whole) * (expected[whole + 1] - expected[whole])) / all);
        }
        assertThat((double) scaled.size()).as("how many").isCloseTo(all, offset(4 * Math.sqrt(all)));
        double[] sample = scaled.stream().mapToDouble(d -> d).toArray();
        assertThat(Numbers.kolmogorovSmirnov(sample, u -> u))
                .as("√n·D of %s, n %d, seed 6", shape, sample.length)
                .isLessThan(Numbers.KOLMOGOROV);
    }

    @Test
    void a_constant_shape_is_the_schedule_of_its_rate() {
        Schedule shaped = new Schedule(new Arrivals.Poisson(), Shape.constant(Rate.perSecond(3)), 5 * S, END_NS, STATE);
        Schedule plain = new Schedule(new Arrivals.Poisson(), Rate.perSecond(3).intervalNs(), 5 * S, STATE);
        for (int n = 0; n < 1_000; n++) {
            assertThat(shaped.takeNs()).isEqualTo(plain.takeNs());
        }
    }

    @Test
    void after_a_rate_has_ended_at_nothing_there_is_no_instant() {
        Schedule schedule = new Schedule(new Arrivals.Paced(), shape(null, 0, 1, 10, 1, 10, 0), 0, END_NS, STATE);
        for (int n = 0; n <= 10; n++) {
            assertThat(schedule.takeNs()).isBetween(n * S - 1, n * S);
        }
        assertThat(schedule.peekNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void the_peak_is_the_highest_rate_with_a_burst_on_top() {
        Shape.Bursts bursts = new Shape.Bursts(7 * S, S, Rate.perSecond(300));
        assertThat(shape(bursts, 0, 10, 10, 400, 28, 20).peakPerSecond()).isEqualTo(700);
    }
}
