package io.squall.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.boundary.Boundary;
import io.squall.plane.ControlPlane;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenes;
import org.junit.jupiter.api.Test;

class FuseTest {
    private static final long S = 1_000_000_000;
    private static final Scenario SCENARIO = Scenes.of("""
            paths: { boundary: { capacity: 1/s, queue: unlimited } }
            plane: { delay: 0 s, services: { api: { rate: 1/s } } }
            probes:
              any: { transport: tcp, service: api, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
            """);

    private final Boundary boundary = new Boundary(SCENARIO);
    private final ControlPlane plane = new ControlPlane(SCENARIO);
    private final Fuse fuse = new Fuse(SCENARIO, boundary, plane, 3_000);

    @Test
    void what_the_heap_can_hold_goes_on() {
        for (int i = 0; i < 10; i++) {
            boundary.offer(i, 0, 0, i, 0, 0);
            plane.accept(0, i, 0);
        }
        assertThatCode(() -> fuse.doWork(S)).doesNotThrowAnyException();
    }

    @Test
    void a_queue_that_grows_beyond_it_ends_the_run() {
        for (int i = 0; i < 11; i++) {
            boundary.offer(i, 0, 0, i, 0, 0);
        }
        assertThatThrownBy(() -> fuse.doWork(S))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("stopped by rule at 1.0 s: 11 packets wait on the path boundary");
    }

    @Test
    void so_does_a_service_that_falls_behind() {
        for (int i = 0; i < 11; i++) {
            plane.accept(0, i, 0);
        }
        assertThatThrownBy(() -> fuse.doWork(S)).hasMessageContaining("11 requests are inside the service api");
    }
}
