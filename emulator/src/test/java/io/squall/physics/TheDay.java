package io.squall.physics;

import static io.squall.physics.Figures.S;

import io.squall.record.Snapshot;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The preset dec-7, and the ways to break it. */
final class TheDay {
    static final long TRIGGER_NS = 12 * S;
    static final long TRIGGER_END_NS = 13 * S;
    static final long DURATION_NS = 90 * S;
    static final List<String> CONTROLS = List.of("metrics", "dns", "auth", "deploy");

    private final long seed;
    private final List<String> sets = new ArrayList<>();

    private TheDay(long seed) {
        this.seed = seed;
    }

    static TheDay of(long seed) {
        return new TheDay(seed);
    }

    private TheDay with(String set) {
        sets.add(set);
        return this;
    }

    TheDay queue(int places) {
        return with("paths.boundary.queue=" + places)
                .with("paths.dns-path.queue=" + places)
                .with("paths.isolation.queue=" + places);
    }

    TheDay planeDelay(String delay) {
        return with("plane.delay=" + delay);
    }

    TheDay periodicProbes() {
        CONTROLS.forEach(control -> with("probes." + control + ".jitter=0 s"));
        return this;
    }

    /** The back-off that was configured takes effect. */
    TheDay fullJitter() {
        return with("storms.clients.retry.backoff=full-jitter");
    }

    TheDay noRetries() {
        return with("storms.clients.retry={limit: 0}");
    }

    TheDay metricsOutOfBand() {
        return with("paths.out-of-band={capacity: 500/s, queue: 14}").with("probes.metrics.path=out-of-band");
    }

    Scenario scenario() {
        return Scenarios.load("dec-7", sets, OptionalLong.of(seed));
    }

    Snapshot run() {
        return Figures.run(scenario());
    }
}
