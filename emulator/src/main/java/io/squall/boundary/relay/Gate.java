package io.squall.boundary.relay;

import io.squall.socket.Count;
import io.squall.time.Actor;
import java.net.InetSocketAddress;

/** The relay's side of one class: where its clients come in. */
abstract class Gate {
    private static final int CLASS_SHIFT = 58;

    final int trafficClass;
    final Count arrived = new Count();
    private long flows;

    private final boolean freshPorts;

    Gate(int trafficClass, Route route) {
        this.trafficClass = trafficClass;
        freshPorts = route.traffic().freshPorts();
    }

    /** What tells the 5-tuple of a source's next attempt from all others. */
    long flowOf(int source) {
        long number = freshPorts ? 1L << (CLASS_SHIFT - 1) | flows++ : source;
        return (long) trafficClass << CLASS_SHIFT | number;
    }

    abstract InetSocketAddress address();

    /** Gives up what the plane has not answered in time. */
    int expire(long nowNs) {
        return 0;
    }

    long nextExpiryNs() {
        return Actor.NEVER;
    }

    /** The turn is over: what was gathered for the plane leaves now. */
    void flush() {}
}
