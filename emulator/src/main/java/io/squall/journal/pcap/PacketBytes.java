package io.squall.journal.pcap;

import java.util.Arrays;

/** The bytes of one packet as they are put together, big-endian, from the outside in. */
final class PacketBytes {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int MAX = 65_535;

    private final byte[] bytes = new byte[MAX];
    private int size;
    /** Where the transport's header begins, and the addresses that its checksum covers. */
    private int transport;

    private int addresses;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void put8(int value) {
        bytes[size++] = (byte) value;
    }

    void put16(int value) {
        put8(value >>> 8);
        put8(value);
    }

    void put32(int value) {
        put16(value >>> 16);
        put16(value);
    }

    void put(byte[] value) {
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** Begins a packet: the IP header, whose lengths and checksums {@link #end} fills in. */
    void ip(byte[] source, byte[] target, boolean tcp) {
        size = 0;
        int protocol = tcp ? TCP : UDP;
        if (source.length == Integer.BYTES) {
            put32(0x4500_0000);
            put32(0x4000);
            put16(64 << 8 | protocol);
            put16(0);
        } else {
            put32(0x6000_0000);
            put16(0);
            put16(protocol << 8 | 64);
        }
        addresses = size;
        put(source);
        put(target);
        transport = size;
    }

    void udp(int sourcePort, int targetPort) {
        put16(sourcePort);
        put16(targetPort);
        put32(0);
    }

    /** A header without options. */
    void tcp(int sourcePort, int targetPort, int sequence, int acknowledged, int flags) {
        put16(sourcePort);
        put16(targetPort);
        put32(sequence);
        put32(acknowledged);
        put16(5 << 12 | flags);
        put16((flags & Packet.RST) == 0 ? MAX : 0);
        put32(0);
    }

    /** Zeros up to a size of the whole packet, if it is not reached yet. */
    void fill(int wanted) {
        int to = Math.min(wanted, MAX);
        if (to > size) {
            Arrays.fill(bytes, size, to, (byte) 0);
            size = to;
        }
    }

    void end() {
        boolean v4 = addresses == 12;
        boolean tcp = bytes[v4 ? 9 : 6] == TCP;
        int length = size - transport;
        if (v4) {
            set16(2, size);
            set16(10, folded(sum(0, transport)));
        } else {
            set16(4, length);
        }
        if (!tcp) {
            set16(transport + 4, length);
        }
        // The pseudo header (RFC 9293 §3.1, RFC 8200 §8.1): addresses, protocol, length.
        int checksum = folded(sum(addresses, size) + (tcp ? TCP : UDP) + length);
        set16(transport + (tcp ? 16 : 6), checksum == 0 && !tcp ? MAX : checksum);
    }

    private void set16(int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    private long sum(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += (i - from) % 2 == 0 ? (bytes[i] & 0xFF) << 8 : bytes[i] & 0xFF;
        }
        return sum;
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >>> 16);
        }
        return (int) ~folded & 0xFFFF;
    }
}
