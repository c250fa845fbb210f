package io.squall.physics;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answer 1: a queue of K places, the one in service included, at ρ = 1.2, 10⁶ Poisson arrivals from empty. */
class FiniteQueueTest {
    private static final int N = 1_000_000;
    private static final double RHO = 1.2;

    @ParameterizedTest
    @CsvSource({"5, .199147, 3.4005", "10, .170911, 7.6305", "20, .166763, 17.357"})
    void a_queue_with_deterministic_service_loses_and_delays_as_theory_says(int k, double loss, double sojourn) {
        check("M/D/1/" + k, cross(k, "deterministic"), loss, .0025, sojourn);
    }

    /** Its closed form: p_n = (1 − ρ)ρⁿ / (1 − ρ^(K+1)); loss p_K; sojourn by Little's law. */
    @ParameterizedTest
    @CsvSource({"5, .250588", "10, .192586", "20, .170370"})
    void a_queue_with_exponential_service_loses_and_delays_as_its_closed_form_says(int k, double loss) {
        double inside = RHO / (1 - RHO) - (k + 1) * Math.pow(RHO, k + 1) / (1 - Math.pow(RHO, k + 1));
        check("M/M/1/" + k, cross(k, "exponential"), loss, .004, inside / (RHO * (1 - loss)));
    }

    /** Who finds it full is told, so that the latency is that of the accepted packets alone. */
    private static Snapshot cross(int k, String service) {
        return Figures.run(Scenes.of("""
                seed: 1
                duration: 833.333333 s
                paths: { boundary: { capacity: 1000/s, queue: %d, service: %s, when-full: reject } }
                storms:
                  packets:
                    transport: push
                    path: boundary
                    population: { open: { sources: 1000, rate: 1200/s, arrivals: poisson } }
                    timeout: 1 s
                """.formatted(k, service)));
    }

    private static void check(String queue, Snapshot run, double loss, double tolerance, double sojourn) {
        ClassRecord packets = run.classRecord("packets");
        double n = packets.total(Counter.SENT);
        Figures.within(queue + ": arrivals", n, N, 4 * Math.sqrt(N));
        Figures.within(queue + ": loss, seed 1, n " + n, packets.total(Counter.FAILED) / n, loss, tolerance);
        double measured = run.latency().ofPhase("packets", 0).meanNs() / 1e6;
        Figures.withinPercent(queue + ": mean sojourn in service times, seed 1, n " + n, measured, sojourn, 1);
    }
}
