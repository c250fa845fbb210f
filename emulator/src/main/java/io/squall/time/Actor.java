package io.squall.time;

/**
 * One participant of a run, driven by one thread: a shard, a probe, the boundary, the plane, the conductor, the operator.
 *
 * <p>The same class runs in virtual time (the driver jumps to the earliest {@link #nextDueNs()}) and in real time (the
 * driver idles until then, or until I/O wakes it).
 */
public interface Actor {
    long NEVER = Long.MAX_VALUE;

    /**
     * Does all that is due.
     *
     * @return how much was done; 0 lets the driver idle
     */
    int doWork(long nowNs);

    /**
     * The earliest instant at which there is something to do, or an earlier one at which to ask again; {@link #NEVER} if there is
     * none. May lie in the past.
     */
    long nextDueNs();
}
