package io.squall.socket;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Which loopback address a source has, and which source an address.
 *
 * <pre>
 *     source 0 ─► 127.1.0.1   …   253 ─► 127.1.0.254   254 ─► 127.1.1.1   …   16,516,095 ─► 127.254.255.254
 * </pre>
 *
 * 127.0.x.x is left to the listeners and to the host's own services; the JDK refuses to bind to any 127.x.x.255.
 */
public final class SourceAddress {
    /** Sources that have an address. */
    public static final int MAX_SOURCES = 254 * 256 * 254;

    /** The index of an address that is no source's: it lies above every source, so no isolated range covers it. */
    public static final int NO_SOURCE = Integer.MAX_VALUE;

    private static final int LOOPBACK = 127;
    private static final int FIRST_NETWORK = 1 << 8;
    private static final int HOSTS = 254;

    private SourceAddress() {}

    /**
     * The address of a source, with the port left to the kernel.
     *
     * @throws IllegalArgumentException unless 0 ≤ source &lt; {@link #MAX_SOURCES}
     */
    public static InetSocketAddress of(int source) {
        if (source < 0 || source >= MAX_SOURCES) {
            throw new IllegalArgumentException("127.0.0.0/8 has no address for source " + source);
        }
        int network = source / HOSTS + FIRST_NETWORK;
        return address(network, source % HOSTS + 1, 0);
    }

    /** Where a listener of Squall's own stands: 127.0.0.1, whatever the JVM prefers as its loopback address. */
    public static InetSocketAddress listener(int port) {
        return address(0, 1, port);
    }

    private static InetSocketAddress address(int network, int host, int port) {
        byte[] octets = {LOOPBACK, (byte) (network >>> 8), (byte) network, (byte) host};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(octets), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are an address", e);
        }
    }

    /** The source that has this address, or {@link #NO_SOURCE}. */
    public static int sourceOf(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return NO_SOURCE;
        }
        byte[] octets = address.getAddress();
        int network = (octets[1] & 0xFF) << 8 | (octets[2] & 0xFF);
        int host = (octets[3] & 0xFF) - 1;
        int source = (network - FIRST_NETWORK) * HOSTS + host;
        boolean given = octets[0] == LOOPBACK && host >= 0 && host < HOSTS && source >= 0 && source < MAX_SOURCES;
        return given ? source : NO_SOURCE;
    }
}
