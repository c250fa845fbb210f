package io.squall.wire.netty;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Which loopback address a source has, and which source an address.
 *
 * <pre>
 *     source 0 ─► 127.1.0.0   source 1 ─► 127.1.0.1   …   source 16,646,143 ─► 127.254.255.255
 * </pre>
 *
 * 127.0.x.x is left to the listeners and to the host's own services, 127.255.x.x holds the broadcast address.
 */
public final class SourceAddress {
    /** Sources that have an address. */
    public static final int MAX_SOURCES = 254 << 16;

    /** The index of an address that is no source's: it lies above every source, so no isolated range covers it. */
    public static final int NO_SOURCE = Integer.MAX_VALUE;

    private static final int NETWORK = 127;
    private static final int FIRST = 1 << 16;

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
        int host = source + FIRST;
        byte[] octets = {NETWORK, (byte) (host >>> 16), (byte) (host >>> 8), (byte) host};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(octets), 0);
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
        int host = (octets[1] & 0xFF) << 16 | (octets[2] & 0xFF) << 8 | (octets[3] & 0xFF);
        int source = host - FIRST;
        return octets[0] == NETWORK && source >= 0 && source < MAX_SOURCES ? source : NO_SOURCE;
    }
}
