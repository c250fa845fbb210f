package io.squall.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The token without which no wire opens: where it may send to, and at most how much. Only {@link Guard} makes one. */
public final class Permit {
    private final long attemptsPerSecond;
    private final int inFlight;

    Permit(long attemptsPerSecond, int inFlight) {
        this.attemptsPerSecond = attemptsPerSecond;
        this.inFlight = inFlight;
    }

    /**
     * The last check before a socket is used.
     *
     * @return the target itself
     * @throws RefusedException unless the address is loopback
     */
    public InetSocketAddress check(InetSocketAddress target) {
        InetAddress address = target.getAddress();
        if (address == null || !address.isLoopbackAddress()) {
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
