package io.squall.journal.pcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames by hand, from the inside out. */
final class Packets {
    static final String CLIENT = "0a000001";
    static final String SERVER = "0a0000fe";
    static final String CLIENT6 = "20010db8000000000000000000000001";
    static final String SERVER6 = "20010db80000000000000000000000fe";

    private Packets() {}

    static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    static byte[] ethernet(int type, byte[] payload) {
        return join(hex("020000000002 020000000001"), be16(type), payload);
    }

    static byte[] ip4(String from, String to, int protocol, byte[] payload) {
        return join(
                hex("4500"),
                be16(20 + payload.length),
                hex("0000 4000 40"),
                be8(protocol),
                be16(0),
                hex(from),
                hex(to),
                payload);
    }

    static byte[] ip6(int nextHeader, byte[] payload) {
        return join(hex("60000000"), be16(payload.length), be8(nextHeader), hex("40" + CLIENT6 + SERVER6), payload);
    }

    static byte[] tcp(int from, int to, int sequence, int acknowledged, int flags) {
        return join(
                be16(from), be16(to), be32(sequence), be32(acknowledged), hex("50"), be8(flags), hex("ffff 0000 0000"));
    }

    static byte[] udp(int from, int to, byte[] payload) {
        return join(be16(from), be16(to), be16(8 + payload.length), be16(0), payload);
    }

    static byte[] dns(int id, int flags) {
        return join(be16(id), be16(flags), hex("0001 0000 0000 0000 01 61 00 0001 0001"));
    }

    static byte[] clientSends(int protocol, byte[] payload) {
        return ethernet(0x0800, ip4(CLIENT, SERVER, protocol, payload));
    }

    static byte[] serverSends(int protocol, byte[] payload) {
        return ethernet(0x0800, ip4(SERVER, CLIENT, protocol, payload));
    }

    static byte[] syn(int port, int sequence) {
        return clientSends(6, tcp(port, 443, sequence, 0, 2));
    }

    static byte[] synAck(int port, int acknowledged) {
        return serverSends(6, tcp(443, port, 7, acknowledged, 18));
    }

    static byte[] rst(int port, int acknowledged) {
        return serverSends(6, tcp(443, port, 0, acknowledged, 20));
    }

    static byte[] query(int port, int id) {
        return clientSends(17, udp(port, 53, dns(id, 0x0100)));
    }

    static byte[] response(int port, int id, int code) {
        return serverSends(17, udp(53, port, dns(id, 0x8180 | code)));
    }

    static byte[] be8(int value) {
        return new byte[] {(byte) value};
    }

    static byte[] be16(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    static byte[] be32(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.BIG_ENDIAN).putInt(value).array();
    }
}
