package io.squall.physics;

import static io.squall.physics.Figures.MS;
import static io.squall.physics.Figures.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.Cap;
import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Population;
import io.squall.storm.Storm;
import io.squall.storm.StormPorts;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import org.junit.jupiter.api.Test;

/** Known answer 5: 100,000 clients fail together, and so does every retry, at once; counted in windows of 20 ms from the failure. */
class HerdTest {
    private static final int CLIENTS = 100_000;
    private static final long WINDOW_NS = 20 * MS;
    private static final long WATCHED_NS = 4 * S;
    private static final long BASE_NS = S;
    private static final long NO_CAP = Long.MAX_VALUE;
    private static final long SEED = 5;

    private static int[] retriesByWindow(Backoff backoff) {
        int[] windows = new int[(int) (WATCHED_NS / WINDOW_NS) + 1];
        ScriptedWire wire = new ScriptedWire((self, attempt, nowNs) -> {
            windows[(int) (nowNs / WINDOW_NS)] += Attempt.sequence(attempt) > 1 ? 1 : 0;
            self.outcome(attempt, Outcome.REFUSED, nowNs);
        });
        Behaviour behaviour =
                new Behaviour(new Spread.Fixed(S), RetryPolicy.of(backoff, RetryPolicy.UNLIMITED), false, 0);
        StormPorts ports =
                new StormPorts(wire, new Books(WATCHED_NS, 1).recorder(), new Seed(SEED), Cap.none(), Long.MAX_VALUE);
        Population clients = new Population.Closed(CLIENTS, new Spread.Fixed(1_000 * S));
        Storm storm = new Storm(0, "clients", clients, behaviour, ports, WATCHED_NS);
        storm.drop(1, 0, 0);
        new VirtualTime(storm).runTo(WATCHED_NS);
        return windows;
    }

    private static int peak(int[] windows) {
        int peak = 0;
        for (int window = 0; window < windows.length; window++) {
            peak = windows[window] > windows[peak] ? window : peak;
        }
        return peak;
    }

    @Test
    void without_jitter_all_retry_in_the_same_instant() {
        int[] windows = retriesByWindow(new Backoff.Exponential(BASE_NS, NO_CAP));
        assertThat(windows[peak(windows)]).as("retries in the fullest window").isEqualTo(CLIENTS);
        assertThat(windows[(int) (S / WINDOW_NS)]).as("the first at 1 s").isEqualTo(CLIENTS);
        assertThat(windows[(int) (3 * S / WINDOW_NS)]).as("the second at 3 s").isEqualTo(CLIENTS);
    }

    @Test
    void full_jitter_spreads_the_herd_to_a_thirtieth() {
        int[] windows = retriesByWindow(new Backoff.FullJitter(BASE_NS, NO_CAP));
        int peak = peak(windows);
        Figures.withinPercent(
                "retries in the fullest window, seed " + SEED + ", n " + CLIENTS, windows[peak], 3_150, 5);
        Figures.within("its position in s, seed " + SEED, (peak + .5) * WINDOW_NS / S, .925, .075);
    }
}
