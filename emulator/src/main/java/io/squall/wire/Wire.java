package io.squall.wire;

/** A way for attempts to leave; outcomes come back through {@link #poll}. */
public interface Wire extends AutoCloseable {
    /** @return false if this host could not send it (no port, no buffer): the attempt counts as skipped */
    boolean send(long attempt, long intendedNs, long nowNs);

    /**
     * How long before its intended instant an attempt may be sent. Such a wire lets it leave at its instant, and reports what
     * became of each to {@link Outcomes#departed}, before any outcome of it.
     */
    default long leadNs() {
        return 0;
    }

    /** The sender's turn is over: what a wire has gathered leaves now. */
    default void flush() {}

    /** The sender's timer has fired: release what the attempt holds. An answer may still come, and is late. */
    void abandon(long attempt);

    /** Delivers the outcomes that have come. */
    int poll(long nowNs, Outcomes outcomes);

    /** The instant of the earliest outcome that waits to be polled, or {@link io.squall.time.Actor#NEVER}. */
    long nextDueNs();

    /** Whether the instants of answers are the kernel's: what passes between one and its delivery is then this process's own doing. */
    default boolean isStamped() {
        return false;
    }

    @Override
    void close();
}
