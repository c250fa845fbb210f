package io.squall.physics;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.record.Snapshot;
import io.squall.run.SimulatedRun;
import io.squall.scenario.Scenario;

/** Holds a measured figure against the one that theory gives; both stand in the message. */
final class Figures {
    static final long MS = 1_000_000;
    static final long S = 1_000_000_000;

    private Figures() {}

    /** A scenario, played in virtual time. */
    static Snapshot run(Scenario scenario) {
        return new SimulatedRun(scenario, new KillSwitch()).run(null, _ -> {});
    }

    /** @param what with the seed and n, where there is chance in it */
    static void within(String what, double measured, double expected, double tolerance) {
        assertThat(Math.abs(measured - expected) <= tolerance)
                .as("%s: measured %.6g, expected %.6g ± %.4g", what, measured, expected, tolerance)
                .isTrue();
    }

    static void withinPercent(String what, double measured, double expected, double percent) {
        within(what, measured, expected, expected * percent / 100);
    }

    static void atMost(String what, double measured, double most) {
        assertThat(measured <= most)
                .as("%s: measured %.6g, expected at most %.6g", what, measured, most)
                .isTrue();
    }

    static void atLeast(String what, double measured, double least) {
        assertThat(measured >= least)
                .as("%s: measured %.6g, expected at least %.6g", what, measured, least)
                .isTrue();
    }
}
