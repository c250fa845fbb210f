package io.squall.wire;

/** How an attempt ended. The first terminal outcome wins; a timeout is the sender's own finding, never a wire's. */
public enum Outcome {
    ANSWERED,
    REFUSED,
    RESET,
    /** There is an answer, and it says no: a 5xx, a service that failed. */
    ERROR
}
