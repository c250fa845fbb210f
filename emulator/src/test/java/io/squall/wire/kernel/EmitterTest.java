package io.squall.wire.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.socket.PushDatagram;
import io.squall.wire.Attempt;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program as the kernel runs it, on bytes that go nowhere. */
@ExtendWith(NeedsRoot.class)
class EmitterTest {
    private static final int DROP = 1;
    private static final int TX = 3;
    private static final long S = 1_000_000_000;
    private static final int ADDRESS = (198 << 24) | (18 << 16) | (7 << 8) | 9;
    private static final int PORT = 54_321;
    private static final long ATTEMPT = Attempt.of(3, 123_456, 7);

    private final Ring ring = new Ring(8);

    @AfterEach
    void close() {
        ring.close();
    }

    static List<Frame> frames() throws UnknownHostException {
        List<Frame> frames = new ArrayList<>();
        for (Frame.Protocol protocol : Frame.Protocol.values()) {
            for (String network : List.of("198.18.0.0", "2001:2::")) {
                for (OptionalInt vlan : List.of(OptionalInt.empty(), OptionalInt.of(100))) {
                    InetAddress from = InetAddress.getByName(network);
                    InetSocketAddress to = new InetSocketAddress(
                            InetAddress.getByName(network + (network.contains(":") ? "2" : "")), 53);
                    frames.add(new Frame(protocol, from, to, vlan.isPresent() ? 46 : 0, vlan));
                }
            }
        }
        return frames;
    }

    private static Frame udp() {
        return Frame.udp(InetAddress.getLoopbackAddress(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 53));
    }

    private Sandbox emitting(Frame frame) {
        ring.until(Long.MAX_VALUE);
        return new Sandbox(Emitter.fromRing(frame, ring, S));
    }

    private void add(long dueNs) {
        assertThat(ring.add(dueNs, ATTEMPT, 5, 123_456, ADDRESS, PORT)).isTrue();
        ring.publish();
    }

    private List<Long> read() {
        List<Long> stamps = new ArrayList<>();
        ring.read((_, sentNs) -> stamps.add(sentNs));
        return stamps;
    }

    @ParameterizedTest
    @MethodSource("frames")
    void a_frame_says_what_the_ring_said_and_its_sums_are_right(Frame frame) {
        try (Sandbox emitter = emitting(frame)) {
            long before = System.nanoTime();
            add(before);
            Sandbox.Result result = emitter.run(frame.template());
            assertThat(result.answer()).isEqualTo(TX);
            ByteBuffer sent = ByteBuffer.wrap(result.bytes());
            assertThat(sent.getInt(frame.sourceAt())).isEqualTo(ADDRESS);
            assertThat(sent.getShort(frame.segmentAt()) & 0xFFFF).isEqualTo(PORT);
            ByteBuffer push = sent.slice(frame.pushAt(), PushDatagram.BYTES);
            assertThat(PushDatagram.isOurs(push, 0)).isTrue();
            assertThat(PushDatagram.attempt(push, 0)).isEqualTo(ATTEMPT);
            assertThat(PushDatagram.source(push, 0)).isEqualTo(123_456);
            assertThat(push.getLong(PushDatagram.INTENDED)).isEqualTo(5);
            assertThat(push.getLong(PushDatagram.SENT)).isBetween(before, System.nanoTime());
            if (frame.isIpv4()) {
                assertThat(checksum(result.bytes(), frame.ipAt(), frame.segmentAt(), 0))
                        .isZero();
            }
            assertThat(segmentChecksum(frame, result.bytes())).isZero();
            assertThat(read()).containsExactly(push.getLong(PushDatagram.SENT));
        }
    }

    /** RFC 1071, from the other end: what is right adds up to nothing. */
    private static int checksum(byte[] bytes, int from, int to, long begin) {
        long sum = begin;
        for (int i = from; i < to; i += 2) {
            sum += ((bytes[i] & 0xFF) << 8) | (bytes[i + 1] & 0xFF);
        }
        while (sum > 0xFFFF) {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return (int) ~sum & 0xFFFF;
    }

    private static int segmentChecksum(Frame frame, byte[] bytes) {
        int addresses = frame.segmentAt() - (frame.isIpv4() ? 8 : 32);
        int length = bytes.length - frame.segmentAt();
        return checksum(bytes, addresses, bytes.length, frame.protocol().number + length);
    }

    @Test
    void a_thousand_frames_have_right_sums_whatever_they_carry() {
        Frame frame = udp();
        try (Sandbox emitter = emitting(frame)) {
            for (int i = 0; i < 1000; i++) {
                ring.add(0, ATTEMPT * i, Long.MAX_VALUE - i, i, ADDRESS + i, PORT + i);
                ring.add(System.nanoTime(), ATTEMPT * i, (long) i << 33, -i, ADDRESS * i, PORT * i);
                ring.publish();
                assertThat(emitter.run(frame.template()).answer())
                        .as("too late")
                        .isEqualTo(DROP);
                byte[] sent = emitter.run(frame.template()).bytes();
                assertThat(segmentChecksum(frame, sent)).isZero();
                assertThat(read()).hasSize(2).startsWith(-1L);
            }
            assertThat(ring.skipped()).isEqualTo(1000);
        }
    }

    @Test
    void nothing_leaves_before_its_instant_nor_without_a_schedule() {
        Frame frame = udp();
        try (Sandbox emitter = emitting(frame)) {
            assertThat(emitter.run(frame.template()).answer()).isEqualTo(DROP);
            add(System.nanoTime() + 3600 * S);
            assertThat(emitter.run(frame.template()).answer()).isEqualTo(DROP);
            assertThat(read()).isEmpty();
            assertThat(Arrays.stream(ring.lateness()).sum()).isZero();
        }
    }

    @Test
    void nothing_leaves_when_the_one_who_fills_the_ring_has_fallen_silent() {
        Frame frame = udp();
        try (Sandbox emitter = emitting(frame)) {
            add(System.nanoTime());
            ring.until(System.nanoTime());
            assertThat(emitter.run(frame.template()).answer()).isEqualTo(DROP);
            ring.until(System.nanoTime() + 3600 * S);
            assertThat(emitter.run(frame.template()).answer()).isEqualTo(TX);
        }
    }

    @Test
    void a_full_ring_takes_no_more_until_it_is_read() {
        Frame frame = udp();
        try (Sandbox emitter = emitting(frame)) {
            for (int i = 0; i < ring.slots(); i++) {
                add(System.nanoTime());
            }
            assertThat(ring.add(0, ATTEMPT, 0, 0, 0, 0)).isFalse();
            emitter.run(frame.template());
            assertThat(ring.add(0, ATTEMPT, 0, 0, 0, 0)).as("emitted, not read").isFalse();
            assertThat(read()).hasSize(1);
            assertThat(ring.add(0, ATTEMPT, 0, 0, 0, 0)).isTrue();
        }
    }

    @Test
    void how_late_each_was_is_counted() {
        Frame frame = udp();
        try (Sandbox emitter = emitting(frame)) {
            long lateNs = S / 2;
            add(System.nanoTime() - lateNs);
            emitter.run(frame.template());
            long[] lateness = ring.lateness();
            assertThat(Arrays.stream(lateness).sum()).isEqualTo(1);
            int at = 0;
            while (lateness[at] == 0) {
                at++;
            }
            assertThat(Buckets.value(at + 1)).isBetween(lateNs, S);
        }
    }

    @Test
    void without_a_schedule_of_ours_each_frame_has_a_source_of_its_own() {
        Frame frame = udp();
        ring.until(Long.MAX_VALUE);
        int frames = 70_000;
        ring.free(frames, System.nanoTime());
        Set<Long> sources = new HashSet<>();
        try (Sandbox emitter = new Sandbox(Emitter.byItself(frame, ring, 5, 0))) {
            for (int i = 0; i < frames; i++) {
                ByteBuffer sent = ByteBuffer.wrap(emitter.run(frame.template()).bytes());
                sources.add((long) sent.getInt(frame.sourceAt()) << 16 | (sent.getShort(frame.segmentAt()) & 0xFFFF));
                assertThat(segmentChecksum(frame, sent.array())).isZero();
                assertThat(Attempt.trafficClass(sent.getLong(frame.pushAt()))).isEqualTo(5);
                assertThat(sent.getLong(frame.pushAt() + PushDatagram.SEQUENCE)).isEqualTo(i);
            }
            assertThat(emitter.run(frame.template()).answer())
                    .as("all are sent")
                    .isEqualTo(DROP);
        }
        assertThat(sources).hasSize(frames);
        assertThat(ring.head()).isEqualTo(frames);
    }

    @Test
    void a_pace_is_kept_by_number() {
        Frame frame = udp();
        ring.until(Long.MAX_VALUE);
        long hourPs = 3600 * S * 1000;
        ring.free(10, System.nanoTime() - 2 * 3600 * S - S);
        int sent = 0;
        try (Sandbox emitter = new Sandbox(Emitter.byItself(frame, ring, 0, hourPs))) {
            for (int i = 0; i < 10; i++) {
                sent += emitter.run(frame.template()).answer() == TX ? 1 : 0;
            }
        }
        assertThat(sent).as("due at 0, 1 and 2 of the hours so far").isEqualTo(3);
    }

    @Test
    void a_frame_that_is_too_short_is_left_alone() {
        try (Sandbox emitter = emitting(udp())) {
            add(System.nanoTime());
            assertThat(emitter.run(new byte[64]).answer()).isEqualTo(DROP);
        }
    }

    @Test
    void what_the_verifier_refuses_is_a_sentence() {
        Code wild = new Code().load(Code.Size.B8, Code.R1, Code.R9, 0).exit(0);
        assertThatThrownBy(() -> Bpf.load("wild", wild))
                .isInstanceOf(KernelException.class)
                .hasMessageStartingWith("the kernel's verifier refuses the program wild (")
                .hasMessageEndingWith("--debug shows its log");
    }
}
