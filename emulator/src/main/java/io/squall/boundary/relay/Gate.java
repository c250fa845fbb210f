package io.squall.boundary.relay;

import io.squall.socket.Count;
import java.net.InetSocketAddress;

/** The relay's side of one class: where its clients come in. */
abstract class Gate {
    private static final int CLASS_SHIFT = 58;

    final int trafficClass;
    final Count arrived = new Count();
    private long flows;

    Gate(int trafficClass) {
        this.trafficClass = trafficClass;
    }

    /** Another 5-tuple: a connection, or the ports of a client that uses each once. */
    long newFlow() {
        return (long) trafficClass << CLASS_SHIFT | 1L << (CLASS_SHIFT - 1) | flows++;
    }

    abstract InetSocketAddress address();

    /** Gives up what the plane has not answered in time. */
    abstract int expire(long nowNs);

    abstract long nextExpiryNs();
}
