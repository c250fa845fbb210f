package io.squall.guard;

/**
 * Stops a worker whose conductor has fallen silent, and every worker at the hard end of the run. Nothing in it needs the
 * network: a storm cannot keep itself alive by starving the command to stop.
 */
public final class DeadMan {
    private final KillSwitch killSwitch;
    private final long hardEndNs;
    private final long silenceNs;
    private volatile long lastBeatNs;

    /**
     * @param hardEndNs the instant at which every worker stops, whatever else happens
     * @param silenceNs how long the conductor may be silent
     */
    public DeadMan(KillSwitch killSwitch, long hardEndNs, long silenceNs, long nowNs) {
        this.killSwitch = killSwitch;
        this.hardEndNs = hardEndNs;
        this.silenceNs = silenceNs;
        lastBeatNs = nowNs;
    }

    /** The conductor is alive. */
    public void beat(long nowNs) {
        lastBeatNs = nowNs;
    }

    /** Whether a worker may take another turn. */
    public boolean mayWork(long nowNs) {
        return !killSwitch.isThrown() && nowNs < hardEndNs && nowNs - lastBeatNs < silenceNs;
    }

    /** Whether the conductor's silence, rather than the end or the kill switch, has stopped the workers. */
    public boolean silent(long nowNs) {
        return !killSwitch.isThrown() && nowNs < hardEndNs && nowNs - lastBeatNs >= silenceNs;
    }
}
