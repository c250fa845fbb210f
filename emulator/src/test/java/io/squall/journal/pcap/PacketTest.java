package io.squall.journal.pcap;

import static io.squall.journal.pcap.Packets.CLIENT;
import static io.squall.journal.pcap.Packets.SERVER;
import static io.squall.journal.pcap.Packets.ethernet;
import static io.squall.journal.pcap.Packets.hex;
import static io.squall.journal.pcap.Packets.ip4;
import static io.squall.journal.pcap.Packets.ip6;
import static io.squall.journal.pcap.Packets.join;
import static io.squall.journal.pcap.Packets.tcp;
import static io.squall.journal.pcap.Packets.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PacketTest {
    private static final byte[] SYN = tcp(40_000, 443, 17, 0, Packet.SYN);
    private static final byte[] IP4 = ip4(CLIENT, SERVER, 6, SYN);
    private static final byte[] IP6 = ip6(6, SYN);
    private static final String LINK_ADDRESSES = "020000000002 020000000001";

    private final Packet packet = new Packet();

    private PacketKind decode(int linkType, byte[] bytes) {
        Frame frame = new Frame();
        frame.bytes = bytes;
        frame.linkType = linkType;
        frame.captured = bytes.length;
        return packet.decode(frame);
    }

    @Test
    @DisplayName("A SYN is found behind every link header, in IPv4 and in IPv6")
    void linkTypes() {
        List<byte[]> four = List.of(
                join(hex("02000000"), IP4),
                join(hex("00000002"), IP4),
                ethernet(0x0800, IP4),
                IP4,
                IP4,
                IP4,
                join(hex("0000 0001 0006 020000000001 0000 0800"), IP4),
                IP4,
                join(hex("0800 0000 00000001 0001 00 06 020000000001 0000"), IP4));
        List<byte[]> six = List.of(
                join(hex("1e000000"), IP6),
                join(hex("00000018"), IP6),
                ethernet(0x86DD, IP6),
                IP6,
                IP6,
                IP6,
                join(hex("0000 0001 0006 020000000001 0000 86dd"), IP6),
                IP6,
                join(hex("86dd 0000 00000001 0001 00 06 020000000001 0000"), IP6));
        int[] types = {0, 108, 1, 12, 14, 101, 113, 228, 276};
        for (int i = 0; i < types.length; i++) {
            assertThat(decode(types[i], four.get(i)))
                    .as("link type " + types[i])
                    .isEqualTo(PacketKind.SEGMENT);
            assertThat(packet.sourceLow).isEqualTo(0xFFFF_0A00_0001L);
            assertThat(packet.targetLow).isEqualTo(0xFFFF_0A00_00FEL);
            seesTheSyn(40);
            assertThat(decode(types[i] == 228 ? 229 : types[i], six.get(i))).isEqualTo(PacketKind.SEGMENT);
            assertThat(packet.sourceHigh).isEqualTo(0x2001_0DB8_0000_0000L);
            assertThat(packet.targetLow).isEqualTo(0xFE);
            seesTheSyn(60);
        }
        assertThat(decode(105, IP4)).isEqualTo(PacketKind.UNKNOWN_LINK);
    }

    private void seesTheSyn(int bytes) {
        assertThat(packet.bytes).isEqualTo(bytes);
        assertThat(packet.sourcePort).isEqualTo(40_000);
        assertThat(packet.targetPort).isEqualTo(443);
        assertThat(packet.sequence).isEqualTo(17);
        assertThat(packet.flags).isEqualTo(Packet.SYN);
    }

    @Test
    @DisplayName("VLAN tags are passed over, up to four")
    void tags() {
        String tags = "8100 0001 88a8 0002 9100 0003 8100 0004 ";
        assertThat(decode(1, join(hex(LINK_ADDRESSES + tags + "0800"), IP4))).isEqualTo(PacketKind.SEGMENT);
        assertThat(decode(1, join(hex(LINK_ADDRESSES + tags + tags + "0800"), IP4)))
                .isEqualTo(PacketKind.MALFORMED);
    }

    @Test
    @DisplayName("Options of IPv4 and extension headers of IPv6 are passed over, up to eight")
    void extensions() {
        byte[] options = join(hex("46 00 002c 0000 0000 40 06 0000" + CLIENT + SERVER + "01010101"), SYN);
        assertThat(decode(228, options)).isEqualTo(PacketKind.SEGMENT);
        seesTheSyn(44);
        // Hop-by-hop, routing, destination, authentication of 12 bytes, first fragment; then TCP.
        byte[] all = join(
                hex("2b00000000000000 3c00000000000000 3300000000000000 2c01000000000000 00000000 0600000100000000"),
                SYN);
        assertThat(decode(229, ip6(0, all))).isEqualTo(PacketKind.SEGMENT);
        seesTheSyn(104);
        assertThat(decode(229, ip6(44, join(hex("0600000800000000"), SYN)))).isEqualTo(PacketKind.FRAGMENT);
        byte[] endless = new byte[72];
        assertThat(decode(229, ip6(0, endless))).isEqualTo(PacketKind.MALFORMED);
    }

    @Test
    @DisplayName("What is no packet of a storm is named by its kind")
    void kinds() {
        byte[] datagram = udp(1, 2, new byte[4]);
        assertThat(decode(228, ip4(CLIENT, SERVER, 17, datagram))).isEqualTo(PacketKind.DATAGRAM);
        assertThat(decode(228, ip4(CLIENT, "e00000fb", 17, datagram))).isEqualTo(PacketKind.MULTICAST);
        assertThat(decode(228, ip4(CLIENT, "ffffffff", 17, datagram))).isEqualTo(PacketKind.MULTICAST);
        assertThat(decode(1, join(hex("ffffffffffff 020000000001 0800"), ip4(CLIENT, SERVER, 17, datagram))))
                .isEqualTo(PacketKind.MULTICAST);
        assertThat(decode(228, ip4(CLIENT, SERVER, 1, datagram))).isEqualTo(PacketKind.ICMP);
        assertThat(decode(228, ip4(CLIENT, SERVER, 132, datagram))).isEqualTo(PacketKind.OTHER_TRANSPORT);
        assertThat(decode(1, ethernet(0x0806, new byte[28]))).isEqualTo(PacketKind.ARP);
        assertThat(decode(1, ethernet(0x88CC, new byte[28]))).isEqualTo(PacketKind.OTHER_NETWORK);
        assertThat(decode(101, hex("50"))).isEqualTo(PacketKind.OTHER_NETWORK);
        assertThat(decode(0, hex("07000000"))).isEqualTo(PacketKind.OTHER_NETWORK);
        byte[] later = ip4(CLIENT, SERVER, 6, SYN);
        later[7] = 1;
        assertThat(decode(228, later)).isEqualTo(PacketKind.FRAGMENT);
    }

    @Test
    @DisplayName("Headers that contradict themselves are malformed")
    void malformed() {
        assertThat(decode(228, hex("65" + "00".repeat(19)))).isEqualTo(PacketKind.MALFORMED);
        assertThat(decode(228, hex("44000028" + "00".repeat(16)))).isEqualTo(PacketKind.MALFORMED);
        assertThat(decode(228, hex("45000013" + "00".repeat(16)))).isEqualTo(PacketKind.MALFORMED);
        assertThat(decode(229, hex("40" + "00".repeat(39)))).isEqualTo(PacketKind.MALFORMED);
        assertThat(decode(228, ip4(CLIENT, SERVER, 6, new byte[19]))).isEqualTo(PacketKind.MALFORMED);
        assertThat(decode(228, ip4(CLIENT, SERVER, 17, new byte[7]))).isEqualTo(PacketKind.MALFORMED);
    }

    @Test
    @DisplayName(
            "A packet that says no length, because the card was to cut it into several, is as long as was captured")
    void offload() {
        byte[] four = ip4(CLIENT, SERVER, 6, SYN);
        four[2] = four[3] = 0;
        assertThat(decode(228, four)).isEqualTo(PacketKind.SEGMENT);
        seesTheSyn(40);
    }

    @Test
    @DisplayName("A frame cut anywhere by the snap length is cut, or still says what matters")
    void cut() {
        for (byte[] frame : List.of(ethernet(0x0800, IP4), ethernet(0x86DD, IP6))) {
            int enough = frame.length - 6;
            for (int length = 0; length < frame.length; length++) {
                assertThat(decode(1, Arrays.copyOf(frame, length)))
                        .as(length + " bytes")
                        .isEqualTo(length < enough ? PacketKind.CUT : PacketKind.SEGMENT);
            }
        }
    }
}
