package io.squall.journal.pcap;

import static io.squall.journal.pcap.CaptureStorm.CONNECTS;
import static io.squall.journal.pcap.CaptureStorm.DATAGRAMS;
import static io.squall.journal.pcap.CaptureStorm.PATIENCE_NS;
import static io.squall.journal.pcap.CaptureStorm.QUERIES;
import static io.squall.journal.pcap.Captures.read;
import static io.squall.journal.pcap.Packets.clientSends;
import static io.squall.journal.pcap.Packets.dns;
import static io.squall.journal.pcap.Packets.query;
import static io.squall.journal.pcap.Packets.response;
import static io.squall.journal.pcap.Packets.rst;
import static io.squall.journal.pcap.Packets.serverSends;
import static io.squall.journal.pcap.Packets.syn;
import static io.squall.journal.pcap.Packets.synAck;
import static io.squall.journal.pcap.Packets.tcp;
import static io.squall.journal.pcap.Packets.udp;
import static io.squall.record.Event.ANSWERED;
import static io.squall.record.Event.ERROR;
import static io.squall.record.Event.REFUSED;
import static io.squall.record.Event.SENT;
import static io.squall.record.Event.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import io.squall.journal.pcap.Captures.Read;
import io.squall.journal.pcap.Captures.Step;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CaptureStormTest {
    private static final int SECOND = 1_000_000_000;

    /** Frames at so many ns after a day in 2021. */
    private static byte[] capture(Object... instantsAndFrames) {
        Captures file = Captures.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B23C4D);
        for (int i = 0; i < instantsAndFrames.length; i += 2) {
            long atNs = ((Number) instantsAndFrames[i]).longValue();
            file.record(1_638_891_000L + atNs / SECOND, (int) (atNs % SECOND), (byte[]) instantsAndFrames[i + 1]);
        }
        return file.bytes();
    }

    @Test
    @DisplayName("A SYN is a first try; the same again a retry, which gives the first up; a SYN-ACK answers the newest")
    void connections() {
        Read read = read(capture(0, syn(40_000, 17), 1_000, syn(40_000, 17), 1_500, synAck(40_000, 18)));
        assertThat(read.steps())
                .containsExactly(
                        new Step(SENT, CONNECTS, 0, 0, 0, 0, 0, 40),
                        new Step(TIMED_OUT, CONNECTS, 0, 0, 0, 0, 1_000, 0),
                        new Step(SENT, CONNECTS, 0, 1, 0, 1_000, 1_000, 40),
                        new Step(ANSWERED, CONNECTS, 0, 1, 0, 1_000, 1_500, 40));
    }

    @Test
    @DisplayName("An answered SYN that is sent again is a retry: its answer was lost on the way")
    void lostAnswer() {
        Read read = read(capture(
                0, syn(40_000, 17), 500, synAck(40_000, 18), 1_000, syn(40_000, 17), 1_500, synAck(40_000, 18)));
        assertThat(read.steps())
                .extracting(Step::event, Step::request)
                .containsExactly(tuple(SENT, 0), tuple(ANSWERED, 0), tuple(SENT, 0), tuple(ANSWERED, 0));
    }

    @Test
    @DisplayName("A SYN of another sequence number on a known 5-tuple is a first try")
    void portsAreUsedAgain() {
        Read read = read(capture(0, syn(40_000, 17), 1_000, syn(40_000, 99)));
        assertThat(read.steps().getLast()).isEqualTo(new Step(SENT, CONNECTS, 0, 1, 1, 1_000, 1_000, 40));
        assertThat(read.summary().classes().get(CONNECTS).firstTries()).isEqualTo(2);
    }

    @Test
    @DisplayName("A RST instead of a SYN-ACK refuses; later ones, and those of the client, are segments like others")
    void refusals() {
        Read read = read(capture(
                0,
                syn(40_000, 17),
                100,
                rst(40_000, 18),
                200,
                rst(40_000, 18),
                300,
                syn(40_001, 5),
                400,
                clientSends(6, tcp(40_001, 443, 6, 0, 4)),
                500,
                rst(40_001, 99)));
        assertThat(read.steps().get(1)).isEqualTo(new Step(REFUSED, CONNECTS, 0, 0, 0, 0, 100, 40));
        assertThat(read.steps()).hasSize(3);
        assertThat(read.frames(PacketKind.CONNECTION_REFUSAL)).isEqualTo(1);
        assertThat(read.frames(PacketKind.SEGMENT)).isEqualTo(3);
    }

    @Test
    @DisplayName(
            "A DNS query has an answer by its ID and 5-tuple; asked again unanswered it is a retry, answered it is new")
    void queries() {
        Read read = read(capture(
                0,
                query(5_000, 1),
                10,
                query(5_000, 2),
                20,
                response(5_000, 2, 0),
                30,
                query(5_000, 1),
                40,
                response(5_000, 1, 3),
                50,
                query(5_000, 1)));
        assertThat(read.steps())
                .containsExactly(
                        new Step(SENT, QUERIES, 0, 0, 0, 0, 0, 47),
                        new Step(SENT, QUERIES, 1, 0, 0, 10, 10, 47),
                        new Step(ANSWERED, QUERIES, 1, 0, 0, 10, 20, 47),
                        new Step(TIMED_OUT, QUERIES, 0, 0, 0, 0, 30, 0),
                        new Step(SENT, QUERIES, 0, 1, 0, 30, 30, 47),
                        new Step(ANSWERED, QUERIES, 0, 1, 0, 30, 40, 47),
                        new Step(SENT, QUERIES, 0, 2, 2, 50, 50, 47));
    }

    @Test
    @DisplayName("SERVFAIL and REFUSED are errors; a response to nothing is a stray")
    void dnsErrors() {
        Read read = read(capture(
                0,
                query(5_000, 1),
                1,
                response(5_000, 1, 2),
                2,
                query(5_000, 2),
                3,
                response(5_000, 2, 5),
                4,
                response(5_000, 9, 0),
                5,
                synAck(7, 7)));
        assertThat(read.summary().classes().get(QUERIES).count(ERROR)).isEqualTo(2);
        assertThat(read.frames(PacketKind.STRAY)).isEqualTo(2);
    }

    @Test
    @DisplayName("DNS on another port is DNS if one says so, and else datagrams; whoever sends first is the client")
    void otherPorts() {
        byte[] capture = capture(
                0,
                clientSends(17, udp(5_000, 9_953, dns(1, 0x0100))),
                10,
                serverSends(17, udp(9_953, 5_000, dns(1, 0x8180))),
                20,
                clientSends(17, udp(5_000, 9_953, dns(1, 0x0100))));
        assertThat(read(capture).steps())
                .containsExactly(
                        new Step(SENT, DATAGRAMS, 0, 0, 0, 0, 0, 47), new Step(SENT, DATAGRAMS, 0, 1, 1, 20, 20, 47));
        assertThat(read(capture).frames(PacketKind.REPLY)).isEqualTo(1);
        Read asDns = read(capture, new CaptureStorm.Reading(false, 10, Set.of(9_953)));
        assertThat(asDns.summary().classes().get(QUERIES).count(ANSWERED)).isEqualTo(1);
    }

    @Test
    @DisplayName("A client is an address, or each of its ports; there are as many as are allowed")
    void sources() {
        byte[] capture = capture(0, syn(40_000, 1), 1, syn(40_001, 2), 2, query(40_000, 3));
        assertThat(read(capture).summary().clients()).isEqualTo(1);
        Read byPort = read(capture, new CaptureStorm.Reading(true, 2, Set.of(53)));
        assertThat(byPort.summary().clients()).isEqualTo(2);
        assertThatThrownBy(() -> read(capture, new CaptureStorm.Reading(true, 1, Set.of(53))))
                .isInstanceOf(TooManySourcesException.class)
                .hasMessage("the capture has more than 1 sources: allow more with --max-sources");
    }

    @Test
    @DisplayName(
            "A request of which nothing is heard for 70 s is given up at that instant; a SYN after that is a first try")
    void patience() {
        long later = 200L * SECOND;
        Read read = read(capture(0, syn(40_000, 17), later, syn(40_000, 17)));
        assertThat(read.steps())
                .containsExactly(
                        new Step(SENT, CONNECTS, 0, 0, 0, 0, 0, 40),
                        new Step(TIMED_OUT, CONNECTS, 0, 0, 0, 0, PATIENCE_NS, 0),
                        new Step(SENT, CONNECTS, 0, 1, 1, later, later, 40));
    }

    @Test
    @DisplayName("Time never goes back: a packet behind a younger one has its instant, and is counted")
    void order() {
        Read read = read(
                capture(5_000, syn(40_000, 1), 9_000, syn(40_001, 2), 7_000, syn(40_002, 3), 9_500, syn(40_003, 4)));
        assertThat(read.steps()).extracting(Step::atNs).containsExactly(0L, 4_000L, 4_000L, 4_500L);
        assertThat(read.summary().doubts().outOfOrder()).isEqualTo(1);
    }

    @Test
    @DisplayName("Every frame is of one kind, and every attempt has one outcome or none")
    void books() {
        byte[] capture = capture(
                0,
                syn(1, 1),
                1,
                synAck(1, 2),
                2,
                query(2, 2),
                3,
                Packets.ethernet(0x0806, new byte[28]),
                4,
                clientSends(17, udp(9, 9, new byte[3])),
                5,
                new byte[3],
                6,
                clientSends(1, new byte[8]));
        CaptureSummary summary = read(capture).summary();
        assertThat(summary.frameCount()).isEqualTo(7);
        assertThat(summary.classes())
                .extracting(CaptureSummary.OfClass::unanswered)
                .containsExactly(0L, 1L, 1L);
        assertThat(summary.lines())
                .containsExactly(
                        "7 frames in 0.000 s, 1 clients",
                        "connects  1 attempts (1 first tries) of 1 sources: 1 answered, 0 refused, 0 errors, 0 given up, 0 open; at most 1 in a second",
                        "queries   1 attempts (1 first tries) of 1 sources: 0 answered, 0 refused, 0 errors, 0 given up, 1 open; at most 1 in a second",
                        "datagrams 1 attempts (1 first tries) of 1 sources: 0 answered, 0 refused, 0 errors, 0 given up, 1 open; at most 1 in a second",
                        "             1  connection attempts (SYN)",
                        "             1  answers to them (SYN-ACK)",
                        "             1  DNS queries",
                        "             1  other UDP datagrams of clients",
                        "             1  ICMP",
                        "             1  ARP",
                        "             1  cut before what matters (snap length)");
        assertThat(summary.hasNoStorm()).isFalse();
        assertThat(read(capture()).summary().hasNoStorm()).isTrue();
    }

    @Test
    @DisplayName("What came before a damage is a storm like any other, and the summary names the damage")
    void damage() {
        byte[] whole = capture(0, syn(40_000, 17), 500, synAck(40_000, 18), 600, syn(40_001, 1));
        Read read = read(Arrays.copyOf(whole, whole.length - 1));
        assertThat(read.steps()).hasSize(2);
        assertThat(read.summary().lines().getLast())
                .isEqualTo(
                        "damaged at byte 164: the file is cut short: it has 69 of the 70 bytes of a packet; what came before it was read");
    }

    @Test
    @DisplayName("When too many requests are open, the one that was left alone for longest makes room, and is counted")
    void room() {
        Captures file = Captures.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B23C4D, 228);
        for (int i = 0; i <= CaptureStorm.MAX_EXCHANGES; i++) {
            byte[] query = udp(1 + (i >>> 16), 53, dns(i, 0x0100));
            file.record(1, i, Packets.ip4(Packets.CLIENT, Packets.SERVER, 17, query));
        }
        Read read = read(file.bytes());
        assertThat(read.summary().doubts().forgotten()).isEqualTo(1);
        assertThat(read.steps())
                .filteredOn(step -> step.event() == TIMED_OUT)
                .hasSize(1)
                .first()
                .isEqualTo(new Step(TIMED_OUT, QUERIES, 0, 0, 0, 0, CaptureStorm.MAX_EXCHANGES, 0));
    }

    @Test
    @DisplayName("Nothing is allocated for a packet")
    void allocation() {
        long few = allocatedBytes(2_000);
        long many = allocatedBytes(42_000);
        assertThat((many - few) / 40_000.0).as("bytes a packet").isLessThan(1);
    }

    /** By the third reading of so many connections, each answered, of one client. */
    private static long allocatedBytes(int connections) {
        Captures file = Captures.pcap(ByteOrder.BIG_ENDIAN, 0xA1B23C4D);
        for (int i = 0; i < connections; i++) {
            file.record(i, 0, syn(40_000 + i % 50, i)).record(i, 1, synAck(40_000 + i % 50, i + 1));
        }
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] capture = file.bytes();
        long bytes = 0;
        for (int i = 0; i < 3; i++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            CaptureReader reader = new CaptureReader(new ByteArrayInputStream(capture));
            CaptureStorm.read(reader, CaptureStorm.Reading.USUAL, (_, _, _, _, _, _) -> {});
            bytes = thread.getCurrentThreadAllocatedBytes() - before;
        }
        return bytes;
    }

    @Test
    @DisplayName("A source has one request at a time: a client that asks twice at once is two sources")
    void oneAtATime() {
        Read read = read(capture(
                0,
                syn(1, 1),
                1,
                syn(2, 2),
                2,
                synAck(2, 3),
                3,
                syn(3, 3),
                4,
                synAck(1, 2),
                5,
                synAck(3, 4),
                6,
                syn(4, 4),
                7,
                syn(5, 5),
                8,
                query(9, 9)));
        assertThat(read.steps())
                .filteredOn(step -> step.event() == SENT)
                .extracting(Step::trafficClass, Step::source, Step::sequence)
                .containsExactly(
                        tuple(CONNECTS, 0, 0),
                        tuple(CONNECTS, 1, 0),
                        tuple(CONNECTS, 1, 1),
                        tuple(CONNECTS, 1, 2),
                        tuple(CONNECTS, 0, 1),
                        tuple(QUERIES, 0, 0));
    }

    @Test
    @DisplayName(
            "A SYN that is sent again after its answer is a first try if its source has begun another request since")
    void overtaken() {
        Read read =
                read(capture(0, syn(1, 1), 1, synAck(1, 2), 2, syn(2, 2), 3, syn(1, 1), 4, synAck(2, 3), 5, syn(3, 3)));
        assertThat(read.steps())
                .filteredOn(step -> step.event() == SENT)
                .extracting(Step::source, Step::sequence, Step::request)
                .containsExactly(tuple(0, 0, 0), tuple(0, 1, 1), tuple(1, 0, 0), tuple(0, 2, 2));
        Read twice =
                read(capture(0, syn(1, 1), 1, synAck(1, 2), 2, syn(1, 1), 3, syn(2, 2), 4, synAck(1, 2), 5, syn(3, 3)));
        assertThat(twice.steps())
                .filteredOn(step -> step.event() == SENT)
                .extracting(Step::source, Step::sequence, Step::request)
                .containsExactly(tuple(0, 0, 0), tuple(0, 1, 0), tuple(1, 0, 0), tuple(0, 2, 2));
    }
}
