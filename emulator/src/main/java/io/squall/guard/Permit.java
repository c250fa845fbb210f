package io.squall.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The token without which no wire opens: where it may send to, and at most how much. Only {@link Guard} makes one. */
public final class Permit {
    private final long attemptsPerSecond;
    private final int inFlight;
    private final @Nullable Enclosure enclosure;

    Permit(long attemptsPerSecond, int inFlight) {
        this(attemptsPerSecond, inFlight, null);
    }

    private Permit(long attemptsPerSecond, int inFlight, @Nullable Enclosure enclosure) {
        this.attemptsPerSecond = attemptsPerSecond;
        this.inFlight = inFlight;
        this.enclosure = enclosure;
    }

    /** The same caps, and besides loopback what lies inside a network of the run's own. */
    public Permit within(Enclosure made) {
        return new Permit(attemptsPerSecond, inFlight, made);
    }

    /**
     * The last check before a socket is used.
     *
     * @return the target itself
     * @throws RefusedException unless the address is loopback, or inside the run's own network
     */
    public InetSocketAddress check(InetSocketAddress target) {
        InetAddress address = target.getAddress();
        boolean enclosed = address != null && enclosure != null && enclosure.holds(address);
        if (address == null || !(address.isLoopbackAddress() || enclosed)) {
            throw new RefusedException("the Guard refuses " + target + ": only loopback addresses are permitted");
        }
        return target;
    }

    /** The hard cap on attempts a second of one wire; what is beyond it is shed, and counted. */
    public long attemptsPerSecond() {
        return attemptsPerSecond;
    }

    /** The hard cap on attempts in flight of one wire. */
    public int inFlight() {
        return inFlight;
    }
}
