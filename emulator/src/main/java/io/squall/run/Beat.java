package io.squall.run;

import io.squall.verdict.Starvation;
import java.util.List;

/**
 * The state of a run as shown while it goes on, once a second.
 *
 * @param device the busiest one: the first
 * @param phases all of them, in order
 * @param operator what the operator does now, a line for each mitigation
 */
public record Beat(
        String scenario,
        long nowNs,
        long durationNs,
        Storms storms,
        Device device,
        List<PhaseBeat> phases,
        List<ClassBeat> classes,
        List<OperatorBeat> operator) {
    /** The storm classes together over the last second: attempts a second. */
    public record Storms(double intended, double sent, double answered) {}

    /**
     * A device.
     *
     * @param queue packets inside, of {@code places}
     * @param dropShare of the legs that were offered over the last second
     */
    public record Device(String name, long queue, long places, double dropShare) {}

    /**
     * A phase.
     *
     * @param done its share that is over, 0 to 1; of one that waits for a mitigation 0 until then
     * @param until the mitigation that ends it; empty if it ends at a known instant
     */
    public record PhaseBeat(String name, double done, boolean current, String until) {}

    /**
     * A control class.
     *
     * @param delivery A_w as known now
     * @param p99Ns of what came back or timed out in the last cut
     */
    public record ClassBeat(String name, Starvation.State state, double delivery, long p99Ns) {}

    /**
     * A mitigation.
     *
     * @param blind whether the class that the operator wants to see is starved
     * @param tries to reach
     */
    public record OperatorBeat(String mitigation, Stage stage, boolean blind, int tries) {
        /** How far it is. */
        public enum Stage {
            WATCHING,
            DECIDING,
            REACHING,
            APPLIED
        }
    }

    /** The current phase's name. */
    public String phase() {
        return phases.stream()
                .filter(PhaseBeat::current)
                .map(PhaseBeat::name)
                .findFirst()
                .orElse("");
    }
}
