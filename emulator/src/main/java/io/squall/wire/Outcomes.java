package io.squall.wire;

/** Where a wire puts what it has learned. */
@FunctionalInterface
public interface Outcomes {
    /** The instant of an attempt that did not depart: it would have been too late. */
    long TOO_LATE = Long.MIN_VALUE;

    /** @param doneNs when it happened, not when it was noticed */
    void outcome(long attempt, Outcome outcome, long doneNs);

    /**
     * An attempt that was given to its wire ahead of its instant has left.
     *
     * @param sentNs when, or {@link #TOO_LATE}
     */
    default void departed(long attempt, long sentNs) {
        throw new IllegalStateException("nothing was given ahead");
    }
}
