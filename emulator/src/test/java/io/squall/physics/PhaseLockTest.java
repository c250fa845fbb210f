package io.squall.physics;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.scenario.Scenes;
import org.junit.jupiter.api.Test;

/**
 * The trap of FACTS.md §3: a server that is always busy frees its places on an exact grid. A probe that stands on the same grid
 * sees one phase of it, again and again, and calls that the loss.
 *
 * <pre>
 *     places full   ███▏██▏█▏████▏███▏███▏     ▏ = a departure: a place is free until the storm's next packet
 *     exact probes     ▲  ▲  ▲  ▲  ▲  ▲        always at the same distance from it
 *     jittered       ▲   ▲   ▲ ▲    ▲  ▲
 * </pre>
 */
class PhaseLockTest {
    /** Probes of 1/s against C = 1,000/s, ρ = 2, K = 10. */
    private static double loss(String jitter, int probes) {
        ClassRecord metrics =
                Figures.run(Scenes.of("""
                        seed: 1
                        duration: %d s
                        paths: { boundary: { capacity: 1000/s, queue: 10 } }
                        storms:
                          storm:
                            transport: push
                            path: boundary
                            population: { open: { sources: 1000, rate: 2000/s, arrivals: poisson } }
                            timeout: 100 ms
                        probes:
                          metrics: { transport: push, path: boundary, every: 1 s, jitter: %s, deadline: 100 ms }
                        """.formatted(probes, jitter))).classRecord("metrics");
        return metrics.total(Counter.TIMED_OUT) / (double) metrics.total(Counter.SENT);
    }

    @Test
    void probes_jittered_by_one_service_time_see_the_true_loss() {
        Figures.within("loss of jittered probes, seed 1, n 10,000", loss("1 ms", 10_000), .50, .02);
    }

    /** Until the server runs idle for once, and begins another grid: then they report another wrong figure. */
    @Test
    void probes_without_jitter_lock_to_the_server_and_see_no_loss_at_all() {
        Figures.atMost("loss of exact probes where .50 is true, seed 1, n 1,000", loss("0 s", 1_000), .02);
    }
}
