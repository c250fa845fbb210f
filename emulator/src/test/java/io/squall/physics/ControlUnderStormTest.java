package io.squall.physics;

import static io.squall.physics.Bench.MS;
import static io.squall.physics.Bench.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.boundary.Device;
import io.squall.load.Arrivals;
import io.squall.load.Spread;
import io.squall.record.Counter;
import io.squall.record.Percentiles;
import io.squall.scenario.Path;
import io.squall.scenario.Transport;
import io.squall.time.Rate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Known answer 9: what a storm of 1.2 does to a control class of .05, one way, 64 places, equal packets, deterministic service.
 * By PASTA the probes lose what all packets lose: 1 − 1/1.25. With strict priority they only wait, for the packet in service and
 * for each other: (½) / (1 − .05) services.
 */
class ControlUnderStormTest {
    private static final long SEED = 1;
    private static final double CAPACITY = 1_000;
    private static final double SERVICE_NS = 1e9 / CAPACITY;
    private static final int CONTROL = 0;
    private static final int STORM = 1;
    private static final long DURATION_NS = 2_020 * S;

    private static Bench bench(Path.Discipline discipline) {
        Path path = new Path(
                "boundary",
                Rate.perSecond(CAPACITY),
                64,
                discipline,
                List.of(),
                Path.ServiceTime.DETERMINISTIC,
                Path.WhenFull.SILENCE);
        Bench bench = new Bench(
                SEED,
                DURATION_NS,
                new Spread.Fixed(0),
                List.of(Transport.PUSH, Transport.PUSH),
                Device.of(path, 1L << CONTROL, 1));
        bench.rain(STORM, 1.2 * CAPACITY);
        bench.probe(CONTROL, "control", new Arrivals.Poisson(), 20 * MS, 500 * MS);
        bench.runTo(DURATION_NS + S);
        return bench;
    }

    private static long decided(Bench bench) {
        long sent = bench.record("control").total(Counter.SENT);
        assertThat(sent).as("probes").isGreaterThanOrEqualTo(100_000);
        assertThat(bench.record("control").total(Counter.SKIPPED)).as("skipped").isZero();
        return sent;
    }

    @Test
    void in_a_shared_queue_the_control_class_loses_what_the_storm_loses() {
        Bench bench = bench(Path.Discipline.FIFO);
        long n = decided(bench);
        double loss = bench.record("control").total(Counter.TIMED_OUT) / (double) n;
        Figures.within("loss of the probes in a shared queue, seed " + SEED + ", n " + n, loss, .200, .005);
    }

    @Test
    void with_strict_priority_the_control_class_loses_nothing_and_waits_half_a_packet() {
        Bench bench = bench(Path.Discipline.PRIORITY);
        long n = decided(bench);
        assertThat(bench.record("control").total(Counter.ANSWERED))
                .as("answered")
                .isEqualTo(n);
        Percentiles latency = bench.latency("control");
        double wait = latency.meanNs() / SERVICE_NS - 1;
        Figures.withinPercent("mean wait in services with priority, seed " + SEED + ", n " + n, wait, .526, 2);
    }
}
