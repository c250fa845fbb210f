package io.squall.boundary.relay;

import io.squall.guard.Permit;
import java.net.InetSocketAddress;

/**
 * How one class passes the relay.
 *
 * @param port the port on 127.0.0.1 at which its clients find the relay; 0 lets the kernel choose
 * @param plane the class's server behind the boundary
 * @param freshPorts whether every attempt counts as a flow of its own, whatever the sockets do
 */
public record Route(Permit permit, Protocol protocol, int port, InetSocketAddress plane, boolean freshPorts) {
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
}
