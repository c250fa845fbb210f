package io.squall.physics;

import static io.squall.physics.Bench.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.boundary.Device;
import io.squall.load.Arrivals;
import io.squall.load.Spread;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Timeline;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Path;
import io.squall.scenario.Population;
import io.squall.scenario.Transport;
import io.squall.time.Rate;
import java.util.List;

/**
 * An open load on a first-in first-out server of C = 300/s, one leg, clients that give up T = 1 s after the send of each attempt;
 * after 30 s nothing is served for D = 10 s, and work queues.
 */
final class Outage {
    static final double C = 300;
    static final double T = 1;
    static final double D = 10;

    private static final long T_NS = S;
    private static final long BEFORE_NS = 30 * S;
    private static final long OVER_NS = BEFORE_NS + 10 * S;

    private final ClassRecord clients;
    private final int cuts;

    private Outage(ClassRecord clients, int cuts) {
        this.clients = clients;
        this.cuts = cuts;
    }

    /** With a queue that takes everything. */
    static Outage unbounded(long seed, double load, Arrivals arrivals, RetryPolicy retry, double watchSeconds) {
        return run(seed, path(Integer.MAX_VALUE, Path.WhenFull.SILENCE), open(load, arrivals), retry, watchSeconds);
    }

    /** With a queue that rejects at once what it has no place for. */
    static Outage rejecting(
            long seed, double load, int places, Arrivals arrivals, RetryPolicy retry, double watchSeconds) {
        return run(seed, path(places, Path.WhenFull.REJECT), open(load, arrivals), retry, watchSeconds);
    }

    private static Path path(int places, Path.WhenFull whenFull) {
        return new Path(
                "boundary",
                Rate.perSecond(C),
                places,
                Path.Discipline.FIFO,
                List.of(),
                Path.ServiceTime.DETERMINISTIC,
                whenFull);
    }

    private static Population open(double load, Arrivals arrivals) {
        return new Population.Open(100_000, Rate.perSecond(load), arrivals);
    }

    private static Outage run(long seed, Path path, Population population, RetryPolicy retry, double watchSeconds) {
        Device device = Bench.device(path);
        long endNs = OVER_NS + (long) (watchSeconds * S);
        Bench bench = new Bench(seed, endNs, new Spread.Fixed(0), List.of(Transport.PUSH), device);
        bench.storm(0, "clients", population, new Behaviour(new Spread.Fixed(T_NS), retry, false));
        bench.runTo(BEFORE_NS);
        device.capacity(Rate.perSecond(0), BEFORE_NS);
        bench.runTo(OVER_NS);
        device.capacity(Rate.perSecond(C), OVER_NS);
        bench.runTo(endNs + T_NS);
        ClassRecord clients = bench.record("clients");
        assertThat(clients.total(Counter.SKIPPED))
                .as("a client for every request")
                .isZero();
        return new Outage(clients, (int) (endNs / Timeline.CUT_NS));
    }

    /** From the end of the outage to the end of the last cut of which an attempt timed out. */
    double recoverySeconds() {
        int last = 0;
        for (int cut = 0; cut < cuts; cut++) {
            last = clients.inCut(cut, Counter.TIMED_OUT) > 0 ? cut : last;
        }
        return (Timeline.endNs(last) - OVER_NS) / 1e9;
    }

    /** Over the last ten seconds. */
    double perSecondAtTheEnd(Counter counter) {
        return perSecondAtTheEnd(counter, 10);
    }

    double perSecondAtTheEnd(Counter counter, int seconds) {
        int from = cuts - seconds * (int) (S / Timeline.CUT_NS);
        return clients.inCuts(from, cuts, counter) / (double) seconds;
    }
}
