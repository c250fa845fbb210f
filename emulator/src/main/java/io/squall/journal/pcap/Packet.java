package io.squall.journal.pcap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What one frame says: a cursor, used again for each. Addresses are of IPv6; those of IPv4 are mapped into it (RFC 4291 §2.5.5.2).
 * Checksums are not looked at: a capture at the sender sees them before the card has made them.
 */
final class Packet {
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private static final int IPV4_TYPE = 0x0800;
    private static final int IPV6_TYPE = 0x86DD;
    private static final int ARP_TYPE = 0x0806;
    private static final int MAX_TAGS = 4;
    private static final int MAX_EXTENSIONS = 8;

    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final long MAPPED = 0xFFFF_0000_0000L;
    private static final int OFFSET = 0x1FFF;
    private static final int OFFSET_V6 = 0xFFF8;
    private static final int AUTHENTICATION = 51;
    private static final int FRAGMENTED = 44;

    private static final int TCP = 6;
    private static final int TCP_HEADER = 20;
    private static final int TCP_TO_FLAGS = 14;
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int DNS_HEADER = 12;
    private static final int DNS_TO_FLAGS = 4;
    private static final int RESPONSE = 0x8000;
    private static final int CODE = 0xF;

    long sourceHigh;
    long sourceLow;
    long targetHigh;
    long targetLow;
    int sourcePort;
    int targetPort;
    /** Of the IP packet, as it was on the wire. */
    int bytes;
    /** Of TCP. */
    int flags;

    int sequence;
    int acknowledged;

    private byte[] buffer = {};
    private int at;
    private int end;
    /** Of what the IP packet still holds from {@link #at} on, captured or not. */
    private int remaining;

    private boolean multicast;

    /** @return {@link PacketKind#SEGMENT} of TCP, {@link PacketKind#DATAGRAM} of UDP, or why it is neither */
    PacketKind decode(Frame frame) {
        buffer = frame.bytes;
        at = frame.start;
        end = frame.start + frame.captured;
        multicast = false;
        return switch (frame.linkType) {
            case 0, 108 -> loopback();
            case 1 -> ethernet();
            case 12, 14, 101 -> raw();
            case 113 -> cooked();
            case 228 -> ipv4();
            case 229 -> ipv6();
            case 276 -> cooked2();
            default -> PacketKind.UNKNOWN_LINK;
        };
    }

    /** Whether the datagram's payload can be a DNS message. */
    boolean mayBeDns() {
        return remaining >= DNS_HEADER;
    }

    /** Whether as much of a DNS message was captured as the following look at. */
    boolean hasDns() {
        return !lacks(DNS_TO_FLAGS);
    }

    int dnsId() {
        return u16(0);
    }

    boolean isDnsResponse() {
        return (u16(2) & RESPONSE) != 0;
    }

    int dnsCode() {
        return u16(2) & CODE;
    }

    private PacketKind ethernet() {
        if (lacks(14)) {
            return PacketKind.CUT;
        }
        multicast = (buffer[at] & 1) != 0;
        return network(u16(12), 14);
    }

    /** BSD's loopback: an address family, in the byte order of whoever captured (NULL), or in the network's (LOOP). */
    private PacketKind loopback() {
        if (lacks(4)) {
            return PacketKind.CUT;
        }
        int family = (int) INT.get(buffer, at);
        at += 4;
        return switch ((family & 0xFFFF) == 0 ? Integer.reverseBytes(family) : family) {
            case 2 -> ipv4();
            case 10, 24, 28, 30 -> ipv6();
            default -> PacketKind.OTHER_NETWORK;
        };
    }

    /** Linux's "any" interface; in a packet's type 1 is broadcast, 2 multicast. */
    private PacketKind cooked() {
        if (lacks(16)) {
            return PacketKind.CUT;
        }
        multicast = u16(0) == 1 || u16(0) == 2;
        return network(u16(14), 16);
    }

    private PacketKind cooked2() {
        if (lacks(20)) {
            return PacketKind.CUT;
        }
        multicast = buffer[at + 10] == 1 || buffer[at + 10] == 2;
        return network(u16(0), 20);
    }

    private PacketKind raw() {
        if (lacks(1)) {
            return PacketKind.CUT;
        }
        return switch (u8(0) >>> 4) {
            case 4 -> ipv4();
            case 6 -> ipv6();
            default -> PacketKind.OTHER_NETWORK;
        };
    }

    private PacketKind network(int etherType, int header) {
        int type = etherType;
        at += header;
        for (int tags = 0; type == 0x8100 || type == 0x88A8 || type == 0x9100; tags++) {
            if (tags == MAX_TAGS) {
                return PacketKind.MALFORMED;
            }
            if (lacks(4)) {
                return PacketKind.CUT;
            }
            type = u16(2);
            at += 4;
        }
        return switch (type) {
            case IPV4_TYPE -> ipv4();
            case IPV6_TYPE -> ipv6();
            case ARP_TYPE -> PacketKind.ARP;
            default -> PacketKind.OTHER_NETWORK;
        };
    }

    private PacketKind ipv4() {
        if (lacks(IPV4_HEADER)) {
            return PacketKind.CUT;
        }
        int header = (u8(0) & 0xF) * 4;
        // 0 where the card was to cut a large packet into several.
        bytes = u16(2) == 0 ? end - at : u16(2);
        if (u8(0) >>> 4 != 4 || header < IPV4_HEADER || bytes < header) {
            return PacketKind.MALFORMED;
        }
        int target = (int) INT.get(buffer, at + 16);
        sourceHigh = 0;
        sourceLow = MAPPED | ((int) INT.get(buffer, at + 12) & 0xFFFF_FFFFL);
        targetHigh = 0;
        targetLow = MAPPED | (target & 0xFFFF_FFFFL);
        multicast |= target >>> 28 == 0xE || target == -1;
        boolean fragment = (u16(6) & OFFSET) != 0;
        int protocol = u8(9);
        remaining = bytes;
        take(header);
        return fragment ? PacketKind.FRAGMENT : transport(protocol);
    }

    private PacketKind ipv6() {
        if (lacks(IPV6_HEADER)) {
            return PacketKind.CUT;
        }
        if (u8(0) >>> 4 != 6) {
            return PacketKind.MALFORMED;
        }
        bytes = u16(4) == 0 ? end - at : IPV6_HEADER + u16(4);
        sourceHigh = (long) LONG.get(buffer, at + 8);
        sourceLow = (long) LONG.get(buffer, at + 16);
        targetHigh = (long) LONG.get(buffer, at + 24);
        targetLow = (long) LONG.get(buffer, at + 32);
        multicast |= targetHigh >>> 56 == 0xFF;
        int protocol = u8(6);
        remaining = bytes;
        take(IPV6_HEADER);
        for (int headers = 0; isExtension(protocol); headers++) {
            if (headers == MAX_EXTENSIONS || remaining < 8) {
                return PacketKind.MALFORMED;
            }
            if (lacks(8)) {
                return PacketKind.CUT;
            }
            if (protocol == FRAGMENTED && (u16(2) & OFFSET_V6) != 0) {
                return PacketKind.FRAGMENT;
            }
            int length = extensionBytes(protocol);
            protocol = u8(0);
            take(length);
        }
        return transport(protocol);
    }

    /** Hop-by-hop, routing, fragment, authentication, destination options, mobility, HIP, Shim6 (RFC 8200 §4, RFC 7045). */
    private static boolean isExtension(int protocol) {
        return switch (protocol) {
            case 0, 43, FRAGMENTED, AUTHENTICATION, 60, 135, 139, 140 -> true;
            default -> false;
        };
    }

    private int extensionBytes(int protocol) {
        return switch (protocol) {
            case FRAGMENTED -> 8;
            case AUTHENTICATION -> 4 * (u8(1) + 2);
            default -> 8 * (u8(1) + 1);
        };
    }

    private PacketKind transport(int protocol) {
        return switch (protocol) {
            case TCP -> tcp();
            case UDP -> udp();
            case 1, 58 -> PacketKind.ICMP;
            default -> PacketKind.OTHER_TRANSPORT;
        };
    }

    private PacketKind tcp() {
        if (remaining < TCP_HEADER) {
            return PacketKind.MALFORMED;
        }
        if (lacks(TCP_TO_FLAGS)) {
            return PacketKind.CUT;
        }
        ports();
        sequence = (int) INT.get(buffer, at + 4);
        acknowledged = (int) INT.get(buffer, at + 8);
        flags = u8(13);
        return multicast ? PacketKind.MULTICAST : PacketKind.SEGMENT;
    }

    private PacketKind udp() {
        if (remaining < UDP_HEADER) {
            return PacketKind.MALFORMED;
        }
        if (lacks(UDP_HEADER)) {
            return PacketKind.CUT;
        }
        ports();
        take(UDP_HEADER);
        return multicast ? PacketKind.MULTICAST : PacketKind.DATAGRAM;
    }

    private void ports() {
        sourcePort = u16(0);
        targetPort = u16(2);
    }

    private void take(int header) {
        at += header;
        remaining -= header;
    }

    private boolean lacks(int wanted) {
        return end - at < wanted;
    }

    private int u8(int from) {
        return buffer[at + from] & 0xFF;
    }

    private int u16(int from) {
        return (short) SHORT.get(buffer, at + from) & 0xFFFF;
    }
}
