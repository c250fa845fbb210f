package io.squall.verdict;

import io.squall.scenario.Range;
import java.util.OptionalDouble;

/**
 * A slow sweep in steps, up to the highest value and down again (or the other way round, where low values are the hard ones), each
 * held for a settle time:
 *
 * <pre>
 *     value ▲        ╭──╮           collapse   the step at which the first control class is starved
 *           │     ╭──╯  ╰──╮        recovery   the step at which the last one has left, on the way down
 *           │  ╭──╯        ╰──╮     ratio      recovery / collapse: 1 is none
 *           └──────────────────►
 * </pre>
 *
 * @param collapse empty if nothing starved
 * @param recovery empty if a class was starved to the end
 */
public record Hysteresis(OptionalDouble collapse, OptionalDouble recovery) {
    /** Up; one less down. */
    public static final int STEPS = 60;

    /** The value of each step of the way, from 0 to {@code 2 · STEPS − 2}. */
    public static double value(Range range, long step) {
        int top = STEPS - 1;
        return range.step(top - Math.toIntExact(Math.abs(top - Math.clamp(step, 0, 2 * top))), STEPS);
    }

    public static Hysteresis of(Range range, long settleNs, Verdict sweep) {
        var spans = sweep.controls().stream().flatMap(c -> c.spans().stream()).toList();
        if (spans.isEmpty()) {
            return new Hysteresis(OptionalDouble.empty(), OptionalDouble.empty());
        }
        long enteredNs =
                spans.stream().mapToLong(Starvation.Span::enteredNs).min().orElseThrow();
        long leftNs = spans.stream().mapToLong(Starvation.Span::leftNs).max().orElseThrow();
        return new Hysteresis(
                OptionalDouble.of(value(range, enteredNs / settleNs)),
                leftNs == Starvation.Span.OPEN
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(value(range, leftNs / settleNs)));
    }

    /** Empty if it did not collapse, or not recover. */
    public OptionalDouble ratio() {
        return collapse.isPresent() && recovery.isPresent()
                ? OptionalDouble.of(recovery.getAsDouble() / collapse.getAsDouble())
                : OptionalDouble.empty();
    }
}
