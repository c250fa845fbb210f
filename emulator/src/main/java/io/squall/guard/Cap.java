package io.squall.guard;

/** The hard limit on one wire's attempts a second, counted in aligned seconds. What exceeds it is shed. */
public final class Cap {
    private static final long SECOND_NS = 1_000_000_000;

    private final long perSecond;
    private long second = Long.MIN_VALUE;
    private long taken;

    public Cap(Permit permit) {
        this(permit.attemptsPerSecond());
    }

    private Cap(long perSecond) {
        this.perSecond = perSecond;
    }

    /** For virtual time, where nothing leaves the process. */
    public static Cap none() {
        return new Cap(Long.MAX_VALUE);
    }

    public boolean admits(long nowNs) {
        if (perSecond == Long.MAX_VALUE) {
            return true;
        }
        long current = Math.floorDiv(nowNs, SECOND_NS);
        if (current != second) {
            second = current;
            taken = 0;
        }
        return ++taken <= perSecond;
    }
}
