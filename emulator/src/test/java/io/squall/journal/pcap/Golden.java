package io.squall.journal.pcap;

import static io.squall.journal.pcap.Captures.ETHERNET;
import static io.squall.journal.pcap.Packets.CLIENT;
import static io.squall.journal.pcap.Packets.SERVER;
import static io.squall.journal.pcap.Packets.clientSends;
import static io.squall.journal.pcap.Packets.ethernet;
import static io.squall.journal.pcap.Packets.hex;
import static io.squall.journal.pcap.Packets.ip4;
import static io.squall.journal.pcap.Packets.ip6;
import static io.squall.journal.pcap.Packets.join;
import static io.squall.journal.pcap.Packets.query;
import static io.squall.journal.pcap.Packets.response;
import static io.squall.journal.pcap.Packets.rst;
import static io.squall.journal.pcap.Packets.syn;
import static io.squall.journal.pcap.Packets.synAck;
import static io.squall.journal.pcap.Packets.tcp;
import static io.squall.journal.pcap.Packets.udp;

import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small captures with something of everything: what is damaged by tests, and what fuzzing starts from. */
public final class Golden {
    private Golden() {}

    public static Map<String, byte[]> captures() {
        Map<String, byte[]> captures = new LinkedHashMap<>();
        captures.put("us-be.pcap", pcap(ByteOrder.BIG_ENDIAN, 0xA1B2C3D4));
        captures.put("ns-le.pcap", pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B23C4D));
        captures.put("be.pcapng", pcapng(ByteOrder.BIG_ENDIAN).bytes());
        captures.put(
                "both.pcapng",
                pcapng(ByteOrder.LITTLE_ENDIAN)
                        .then(pcapng(ByteOrder.BIG_ENDIAN))
                        .bytes());
        return captures;
    }

    private static List<byte[]> frames() {
        byte[] query6 = udp(5_000, 53, Packets.dns(7, 0x0100));
        return List.of(
                syn(40_000, 17),
                syn(40_000, 17),
                synAck(40_000, 18),
                syn(40_001, 1),
                rst(40_001, 2),
                query(5_000, 1),
                query(5_000, 1),
                response(5_000, 1, 2),
                query(5_000, 2),
                response(5_000, 2, 0),
                clientSends(17, udp(9, 9_999, new byte[5])),
                Packets.serverSends(17, udp(9_999, 9, new byte[5])),
                ethernet(0x86DD, ip6(17, query6)),
                ethernet(0x86DD, ip6(0, join(hex("3c00000000000000 1100000000000000"), query6))),
                ethernet(0x8100, join(hex("00010800"), ip4(CLIENT, SERVER, 6, tcp(1, 2, 3, 4, 16)))),
                ethernet(0x0806, new byte[28]));
    }

    private static byte[] pcap(ByteOrder order, int magic) {
        Captures file = Captures.pcap(order, magic);
        int at = 0;
        for (byte[] frame : frames()) {
            file.record(1_638_891_000L, at += 100, frame);
        }
        return file.bytes();
    }

    private static Captures pcapng(ByteOrder order) {
        Captures file = Captures.pcapng(order);
        file.network(ETHERNET, 65_535, file.option(9, new byte[] {9}))
                .network(ETHERNET, 64, file.option(14, file.word(1)))
                .network(276, 0, new byte[0]);
        int at = 0;
        for (byte[] frame : frames()) {
            file.enhanced(0, 1_638_891_000_000_000_000L + (at += 100), frame);
        }
        return file.obsolete(1, 1_638_891_000_000_000L, syn(40_007, 3))
                .simple(54, syn(40_007, 3))
                .block(0xBAD, file.body(12))
                .enhanced(
                        2,
                        7,
                        join(
                                hex("0800 0000 00000001 0001 00 06 020000000001 0000"),
                                ip4(CLIENT, SERVER, 6, tcp(1, 2, 3, 0, 2))));
    }
}
