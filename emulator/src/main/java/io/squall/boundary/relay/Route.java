package io.squall.boundary.relay;

import io.squall.guard.Permit;
import io.squall.load.Spread;
import io.squall.scenario.Traffic;
import io.squall.socket.Place;
import io.squall.socket.SourceAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * How one class passes the relay.
 *
 * @param inlet where its clients find the relay
 * @param plane the class's server behind the boundary
 * @param traffic what its attempts are made of: their modelled packets and flows, whatever the sockets do
 * @param turn how long each further turn of direction takes now
 */
public record Route(
        Permit permit,
        Protocol protocol,
        Inlet inlet,
        InetSocketAddress plane,
        Traffic traffic,
        Supplier<Spread> turn) {
    /** What its clients speak. */
    public enum Protocol {
        TCP,
        /** Datagrams that are answered. */
        UDP,
        /** {@link io.squall.socket.PushDatagram}s. */
        PUSH
    }

    /** An address, and the network of this host where it is. */
    public record Inlet(InetSocketAddress address, Place place) {
        /** At 127.0.0.1; port 0 lets the kernel choose. */
        public static Inlet loopback(int port) {
            return new Inlet(SourceAddress.listener(port), Place.HERE);
        }
    }

    /**
     * Checks the addresses.
     *
     * @throws io.squall.guard.RefusedException if the permit does not cover one
     */
    public Route {
        permit.check(inlet.address());
        permit.check(plane);
    }

    /** The last leg to the plane that can still be answered: it asks for the answer. */
    int asking() {
        return Math.max(0, (traffic.legs() - 2) & ~1);
    }
}
