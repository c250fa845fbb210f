package io.squall.run;

import io.squall.verdict.Starvation;
import java.util.List;

/**
 * The state of a run as shown while it goes on, once a second.
 *
 * @param rates of the storm classes together over the last second: attempts a second
 * @param queue packets inside the busiest device, of {@code places}
 * @param dropShare of the legs that were offered over the last second
 */
public record Beat(
        long nowNs,
        long durationNs,
        String phase,
        Rates rates,
        long queue,
        long places,
        double dropShare,
        List<ClassBeat> classes) {
    /** Attempts a second. */
    public record Rates(double intended, double sent, double answered) {}

    /**
     * A control class.
     *
     * @param delivery A_w as known now
     * @param p99Ns of what came back or timed out in the last cut
     */
    public record ClassBeat(String name, Starvation.State state, double delivery, long p99Ns) {}
}
