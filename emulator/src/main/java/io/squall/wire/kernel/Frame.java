package io.squall.wire.kernel;

import io.squall.socket.PushDatagram;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * The frame that a storm is made of: a {@link PushDatagram} in UDP, or in a TCP SYN, over IPv4 or IPv6. What differs from frame to
 * frame is 0 here, and left out of the sums.
 *
 * <pre>
 *     Ethernet [VLAN] | IPv4, IPv6: … the last 4 bytes of the source … | UDP, TCP: source port … checksum … | push
 * </pre>
 *
 * @param from the network of the sources; its last four bytes are each frame's own
 * @param dscp 0 to 63 (RFC 2474)
 * @param vlan the tag's id (IEEE 802.1Q)
 */
record Frame(Protocol protocol, InetAddress from, InetSocketAddress to, int dscp, OptionalInt vlan) {
    /** What the push lies in. */
    enum Protocol {
        UDP(17, 8, 6),
        SYN(6, 20, 16);

        final int number;
        final int headerBytes;
        final int checksumAt;

        Protocol(int number, int headerBytes, int checksumAt) {
            this.number = number;
            this.headerBytes = headerBytes;
            this.checksumAt = checksumAt;
        }
    }

    private static final int ETHERNET_BYTES = 14;
    private static final int VLAN_BYTES = 4;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final int TTL = 64;
    private static final int SYN_FLAG = 2;
    private static final int WINDOW = 64_240;

    static Frame udp(InetAddress from, InetSocketAddress to) {
        return new Frame(Protocol.UDP, from, to, 0, OptionalInt.empty());
    }

    boolean isIpv4() {
        return to.getAddress() instanceof Inet4Address;
    }

    int ipAt() {
        return ETHERNET_BYTES + (vlan.isPresent() ? VLAN_BYTES : 0);
    }

    int ipBytes() {
        return isIpv4() ? IPV4_BYTES : IPV6_BYTES;
    }

    /** The last 4 bytes of the source address. */
    int sourceAt() {
        return ipAt() + (isIpv4() ? 12 : 20);
    }

    int ipChecksumAt() {
        return ipAt() + 10;
    }

    int segmentAt() {
        return ipAt() + ipBytes();
    }

    int checksumAt() {
        return segmentAt() + protocol.checksumAt;
    }

    int pushAt() {
        return segmentAt() + protocol.headerBytes;
    }

    int bytes() {
        return pushAt() + PushDatagram.BYTES;
    }

    private int segmentBytes() {
        return protocol.headerBytes + PushDatagram.BYTES;
    }

    byte[] template() {
        ByteBuffer frame = ByteBuffer.allocate(bytes());
        frame.put(Lab.FAR_MAC).put(Lab.NEAR_MAC);
        vlan.ifPresent(id -> frame.putShort((short) 0x8100).putShort((short) id));
        if (isIpv4()) {
            frame.putShort((short) 0x0800)
                    .putShort((short) (0x4500 | dscp << 2))
                    .putShort((short) (IPV4_BYTES + segmentBytes()))
                    .putShort((short) 0)
                    .putShort((short) 0x4000)
                    .put((byte) TTL)
                    .put((byte) protocol.number)
                    .putShort((short) 0)
                    .put(network());
        } else {
            frame.putShort((short) 0x86DD)
                    .putInt(6 << 28 | dscp << 22)
                    .putShort((short) segmentBytes())
                    .put((byte) protocol.number)
                    .put((byte) TTL)
                    .put(network());
        }
        frame.put(to.getAddress().getAddress()).putShort((short) 0).putShort((short) to.getPort());
        if (protocol == Protocol.UDP) {
            frame.putShort((short) segmentBytes());
        } else {
            frame.putInt(0)
                    .putInt(0)
                    .putShort((short) (protocol.headerBytes << 10 | SYN_FLAG))
                    .putShort((short) WINDOW);
        }
        PushDatagram.write(frame.slice(pushAt(), PushDatagram.BYTES), 0, 0, 0);
        return frame.array();
    }

    private byte[] network() {
        byte[] octets = from.getAddress();
        return ByteBuffer.wrap(octets).putInt(octets.length - 4, 0).array();
    }

    /** Sum of the IPv4 header as the machine reads its words: the order of bytes does not matter (RFC 1071 §1). */
    long ipSum() {
        return sum(template(), ipAt(), segmentAt());
    }

    /** Sum of the pseudo header (RFC 768, 9293, 8200) and all of the segment. */
    long segmentSum() {
        byte[] pseudo = ByteBuffer.allocate(8)
                .putInt(segmentBytes())
                .putInt(protocol.number)
                .array();
        int addresses = isIpv4() ? ipAt() + 12 : ipAt() + 8;
        return sum(pseudo, 0, 8) + sum(template(), addresses, bytes());
    }

    private static long sum(byte[] bytes, int from, int to) {
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        long sum = 0;
        for (int at = from; at < to; at += 2) {
            sum += words.getShort(at) & 0xFFFF;
        }
        return sum;
    }
}
