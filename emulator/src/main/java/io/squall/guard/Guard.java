package io.squall.guard;

/** Decides what a run may do to this host and to others. There is no switch that turns it off. */
public final class Guard {
    /** Hard caps; a scenario that needs more is refused before it starts. */
    public static final long MAX_ATTEMPTS_PER_SECOND = 2_000_000;

    public static final int MAX_IN_FLIGHT = 1_000_000;
    public static final long MAX_DURATION_NS = 24L * 3600 * 1_000_000_000;

    /**
     * @param attemptsPerSecond the most that the scenario can intend, as computed from it
     * @param inFlight the most that the scenario can have under way at once
     * @param durationNs its length
     * @throws RefusedException beyond a cap
     */
    public Permit permit(double attemptsPerSecond, long inFlight, long durationNs) {
        require(attemptsPerSecond <= (double) MAX_ATTEMPTS_PER_SECOND, "attempts a second", attemptsPerSecond, (double)
                MAX_ATTEMPTS_PER_SECOND);
        require(inFlight <= MAX_IN_FLIGHT, "attempts in flight", (double) inFlight, MAX_IN_FLIGHT);
        require(durationNs <= MAX_DURATION_NS, "seconds of duration", durationNs / 1e9, MAX_DURATION_NS / 1e9);
        return new Permit(MAX_ATTEMPTS_PER_SECOND, MAX_IN_FLIGHT);
    }

    private static void require(boolean kept, String what, double wanted, double cap) {
        if (!kept) {
            throw new RefusedException(String.format(
                    java.util.Locale.ROOT, "the Guard refuses %.0f %s: its cap is %.0f", wanted, what, cap));
        }
    }
}
