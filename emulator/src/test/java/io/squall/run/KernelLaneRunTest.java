package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Law;
import io.squall.wire.kernel.NeedsRoot;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A storm of frames through the embedded boundary. */
@ExtendWith(NeedsRoot.class)
class KernelLaneRunTest {
    private static final List<String> PUSHES = List.of(
            "duration=3 s",
            "storms.clients.transport=push",
            "storms.clients.wire=kernel",
            "storms.clients.population={open: {sources: 40000, rate: 5000/s, arrivals: poisson}}",
            "storms.clients.retry.limit=0",
            "paths.boundary.capacity=100000/s");

    private static Snapshot run(List<String> sets) {
        Scenario scenario = Scenarios.load("quiet", sets, OptionalLong.empty());
        return new SocketRun(scenario, new KillSwitch(), 0, List.of()).run(null, _ -> {});
    }

    @Test
    void frames_of_the_kernel_pass_the_boundary_and_are_answered_by_the_sink() {
        Snapshot run = run(PUSHES);
        assertThat(Law.breaches(run)).isEmpty();
        ClassRecord clients = run.classRecord("clients");
        assertThat(clients.total(Counter.FIRST_TRIES)).isBetween(14_000L, 16_000L);
        assertThat(clients.total(Counter.SENT) + clients.total(Counter.SKIPPED))
                .isEqualTo(clients.total(Counter.INTENDED));
        assertThat(run.health().frames().getFirst().delay().count())
                .as("every frame is measured at the far end")
                .isEqualTo(clients.total(Counter.SENT));
        // A host that is too busy to send anything in time has nothing to be answered.
        assertThat(clients.total(Counter.ANSWERED) > 0).isEqualTo(clients.total(Counter.SENT) > 0);
    }

    @Test
    void what_a_full_device_drops_times_out_and_is_tried_again() {
        Snapshot run = run(List.of(
                PUSHES.get(0),
                PUSHES.get(1),
                PUSHES.get(2),
                PUSHES.get(3),
                "storms.clients.timeout=100 ms",
                "paths.boundary.capacity=1000/s"));
        assertThat(Law.breaches(run)).isEmpty();
        ClassRecord clients = run.classRecord("clients");
        assertThat(clients.total(Counter.TIMED_OUT) + clients.total(Counter.SKIPPED))
                .isPositive();
        assertThat(clients.total(Counter.INTENDED)).isGreaterThan(clients.total(Counter.FIRST_TRIES));
    }
}
