package io.squall.physics;

import static io.squall.physics.Bench.MS;
import static io.squall.physics.Bench.S;

import io.squall.load.Arrivals;
import io.squall.load.Spread;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.scenario.Transport;
import java.util.List;
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
    private static final long SEED = 1;

    /** Probes of 1/s against C = 1,000/s, ρ = 2, K = 10. */
    private static double loss(Arrivals arrivals, int probes) {
        long endNs = probes * S;
        Bench bench = new Bench(
                SEED,
                endNs,
                new Spread.Fixed(0),
                List.of(Transport.PUSH, Transport.PUSH),
                Bench.device(Bench.fifo(1_000, 10)));
        bench.rain(1, 2_000);
        bench.probe(0, "metrics", arrivals, S, 100 * MS);
        bench.runTo(endNs + S);
        ClassRecord record = bench.record("metrics");
        return record.total(Counter.TIMED_OUT) / (double) record.total(Counter.SENT);
    }

    @Test
    void probes_jittered_by_one_service_time_see_the_true_loss() {
        double loss = loss(new Arrivals.Jittered(MS), 10_000);
        Figures.within("loss of jittered probes, seed " + SEED + ", n 10,000", loss, .50, .02);
    }

    /** Until the server runs idle for once, and begins another grid: then they report another wrong figure. */
    @Test
    void probes_without_jitter_lock_to_the_server_and_see_no_loss_at_all() {
        double loss = loss(new Arrivals.Paced(), 1_000);
        Figures.atMost("loss of exact probes where .50 is true, seed " + SEED + ", n 1,000", loss, .02);
    }
}
