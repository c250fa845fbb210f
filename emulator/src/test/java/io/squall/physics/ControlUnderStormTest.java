package io.squall.physics;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenes;
import org.junit.jupiter.api.Test;

/**
 * Known answer 9: what a storm of 1.2 does to a control class of .05, one way, 64 places, equal packets, deterministic service.
 * By PASTA the control packets lose what all packets lose: 1 − 1/1.25. With strict priority they only wait, for the packet in service
 * and for each other: (½) / (1 − .05) services.
 */
class ControlUnderStormTest {
    private static Snapshot run(String discipline) {
        Snapshot run = Figures.run(Scenes.of("""
                seed: 1
                duration: 2020 s
                paths: { boundary: { capacity: 1000/s, queue: 64, %s } }
                storms:
                  control:
                    transport: push
                    path: boundary
                    population: { open: { sources: 1000, rate: 50/s, arrivals: poisson } }
                    timeout: 500 ms
                  storm:
                    transport: push
                    path: boundary
                    population: { open: { sources: 1000, rate: 1200/s, arrivals: poisson } }
                    timeout: 500 ms
                """.formatted(discipline)));
        ClassRecord control = run.classRecord("control");
        assertThat(control.total(Counter.SENT)).as("control packets").isGreaterThanOrEqualTo(100_000);
        assertThat(control.total(Counter.SKIPPED)).as("skipped").isZero();
        return run;
    }

    @Test
    void in_a_shared_queue_the_control_class_loses_what_the_storm_loses() {
        ClassRecord control = run("discipline: fifo").classRecord("control");
        double loss = control.total(Counter.TIMED_OUT) / (double) control.total(Counter.SENT);
        Figures.within("loss of the control packets in a shared queue, seed 1", loss, .200, .005);
    }

    @Test
    void with_strict_priority_the_control_class_loses_nothing_and_waits_half_a_packet() {
        Snapshot run = run("discipline: priority, prefer: [control]");
        ClassRecord control = run.classRecord("control");
        assertThat(control.total(Counter.ANSWERED)).as("answered").isEqualTo(control.total(Counter.SENT));
        double wait = run.latency().ofPhase("control", 0).meanNs() / 1e6 - 1;
        Figures.withinPercent("mean wait in services with priority, seed 1", wait, .526, 2);
    }
}
