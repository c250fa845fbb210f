package io.squall.boundary.relay;

import io.squall.guard.Permit;
import io.squall.load.Spread;
import io.squall.scenario.Traffic;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * How one class passes the relay.
 *
 * @param port the port on 127.0.0.1 at which its clients find the relay; 0 lets the kernel choose
 * @param plane the class's server behind the boundary
 * @param traffic what its attempts are made of: their modelled packets and flows, whatever the sockets do
 * @param turn how long each further turn of direction takes now
 */
public record Route(
        Permit permit, Protocol protocol, int port, InetSocketAddress plane, Traffic traffic, Supplier<Spread> turn) {
    /** What its clients speak. */
    public enum Protocol {
        TCP,
        /** Datagrams that are answered. */
        UDP,
        /** {@link io.squall.socket.PushDatagram}s. */
        PUSH
    }

    /**
     * Checks the plane's address.
     *
     * @throws io.squall.guard.RefusedException if the permit does not cover it
     */
    public Route {
        permit.check(plane);
    }

    /** The last leg to the plane that can still be answered: it asks for the answer. */
    int asking() {
        return Math.max(0, (traffic.legs() - 2) & ~1);
    }
}
