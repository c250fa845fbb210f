package io.squall.boundary.relay;

import io.squall.socket.Count;
import io.squall.time.Actor;
import java.net.InetSocketAddress;

/** The relay's side of one class: where its clients come in. */
abstract class Gate {
    final int trafficClass;
    final Count arrived = new Count();

    Gate(int trafficClass) {
        this.trafficClass = trafficClass;
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
