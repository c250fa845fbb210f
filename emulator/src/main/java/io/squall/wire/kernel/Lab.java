package io.squall.wire.kernel;

import io.squall.guard.Enclosure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Two namespaces of this run's own and the wire between them. Nothing that is sent inside can leave this host: neither end has another way
 * out.
 *
 * <pre>
 *     near: storm0 198.18.0.1/15 ══ veth ══ storm1 198.19.255.254/15 :far
 * </pre>
 *
 * The addresses are those set aside for benchmarks (RFC 2544, RFC 6890). All go with the process.
 */
public final class Lab extends Enclosure implements AutoCloseable {
    static final byte[] NEAR_MAC = {2, 0, 0, 0, 0, 1};
    static final byte[] FAR_MAC = {2, 0, 0, 0, 0, 2};
    static final String NEAR = "storm0";
    static final String FAR = "storm1";
    /** Of each end, in its own namespace. */
    static final int INDEX = 2;

    private static final int NETWORK = 198 << 24 | 18 << 16;
    private static final int PREFIX = 15;
    private static final int NEAR_ADDRESS = NETWORK | 1;
    private static final int FAR_ADDRESS = NETWORK | 1 << 16 | 0xFFFE;

    /** The first of the addresses that frames come from, each with 2¹⁵ ports: those of 2²⁵ sources end before the far end's own. */
    static final int SOURCES = NETWORK | 1 << 8;

    private static final int UP = 1;
    private static final int AF_INET = 2;
    private static final int NUD_PERMANENT = 0x80;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int VETH_INFO_PEER = 1;
    private static final int NDA_DST = 1;
    private static final int NDA_LLADDR = 2;

    private final Namespace near;
    private final Namespace far;

    private Lab(Namespace near, Namespace far) {
        this.near = near;
        this.far = far;
    }

    /** @throws KernelException if this process may not, or this kernel cannot */
    public static Lab open() {
        Namespace near = Namespace.fresh();
        Namespace far = Namespace.fresh();
        near.call(() -> {
            pair(far);
            return configured(NEAR_ADDRESS, FAR_ADDRESS, FAR_MAC);
        });
        far.call(() -> configured(FAR_ADDRESS, NEAR_ADDRESS, NEAR_MAC));
        return new Lab(near, far);
    }

    private static void pair(Namespace far) {
        Netlink request = Netlink.creating(Netlink.NEWLINK).link(INDEX, 0);
        request.attribute(IFLA_IFNAME, NEAR)
                .attribute(IFLA_ADDRESS, NEAR_MAC)
                .nested(IFLA_LINKINFO, () -> request.attribute(IFLA_INFO_KIND, "veth")
                        .nested(
                                IFLA_INFO_DATA,
                                () -> request.nested(VETH_INFO_PEER, () -> request.link(INDEX, 0)
                                        .attribute(IFLA_IFNAME, FAR)
                                        .attribute(IFLA_ADDRESS, FAR_MAC)
                                        .attribute(IFLA_NET_NS_FD, far.fd()))))
                .send();
    }

    private static boolean configured(int own, int peer, byte[] peerMac) {
        Netlink.changing(Netlink.NEWLINK).link(1, UP).send();
        Netlink.changing(Netlink.NEWLINK).link(INDEX, UP).send();
        Netlink.creating(Netlink.NEWADDR)
                .bytes(AF_INET, PREFIX, 0, 0)
                .word(INDEX)
                .attribute(1, octets(own))
                .attribute(2, octets(own))
                .send();
        Netlink.creating(Netlink.NEWNEIGH)
                .bytes(AF_INET, 0, 0, 0)
                .word(INDEX)
                .bytes(NUD_PERMANENT, 0, 0, 0)
                .attribute(NDA_DST, octets(peer))
                .attribute(NDA_LLADDR, peerMac)
                .send();
        return true;
    }

    static byte[] octets(int address) {
        return ByteBuffer.allocate(4).putInt(address).array();
    }

    /** Where the storm comes from. */
    public Namespace near() {
        return near;
    }

    /** Where it is received. */
    public Namespace far() {
        return far;
    }

    /** Of the far end. */
    public static InetSocketAddress farAddress(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(octets(FAR_ADDRESS)), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are an address", e);
        }
    }

    @Override
    public boolean holds(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4 && (ByteBuffer.wrap(octets).getInt() & (-1 << (32 - PREFIX))) == NETWORK;
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }
}
