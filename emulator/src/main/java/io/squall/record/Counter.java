package io.squall.record;

/**
 * What is counted for each class, by phase and by cut. The law, in every mode and on every path:
 *
 * <pre>
 *     intended = sent + skipped + shed
 *     sent     = answered + failed + timed out + in flight
 * </pre>
 */
public enum Counter {
    INTENDED,
    /** Intended attempts that are the first of their request. */
    FIRST_TRIES,
    SENT,
    /** Not sent, by Squall's own fault: it fell behind, or the host had no port or buffer. */
    SKIPPED,
    /** Not sent, by policy. */
    SHED,
    ANSWERED,
    /** Refused, reset, or answered with an error. */
    FAILED,
    TIMED_OUT,
    /** Timed out, and answered after that: a subset of TIMED_OUT. */
    LATE
}
