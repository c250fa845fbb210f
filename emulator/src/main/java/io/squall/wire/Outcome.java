package io.squall.wire;

/** How an attempt ended. The first terminal outcome wins; a timeout is the sender's own finding, never a wire's. */
public enum Outcome {
    ANSWERED,
    REFUSED,
    RESET,
    /** An answer that says no, or makes no sense: an HTTP status of 500 and above, a response that is none. */
    ERROR
}
