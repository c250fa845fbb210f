package io.squall.wire.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.guard.Guard;
import io.squall.guard.Permit;
import io.squall.guard.RefusedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Frames on a wire between two namespaces, one of a test's own each time. */
@ExtendWith(NeedsRoot.class)
class KernelLaneTest {
    private static final int FRAMES = 200_000;
    private static final int BATCH = 64;
    private static final Permit PERMIT = new Guard().permit(1, 1, 1);

    private static Frame frame() throws UnknownHostException {
        return Frame.udp(InetAddress.getByName("198.18.1.0"), Lab.farAddress(4000));
    }

    private static Emission emission(Lab lab, Ring ring, Frame frame, Code code) {
        return new Emission(lab.near(), Lab.INDEX, ring, new Emission.Program(code, frame), BATCH);
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> met) {
        Awaitility.await(what).atMost(java.time.Duration.ofSeconds(30)).until(met);
    }

    @Test
    void every_frame_that_was_emitted_is_measured_at_the_far_end() throws UnknownHostException {
        Frame frame = frame();
        try (Lab lab = Lab.open();
                Ring ring = new Ring(8);
                Twin twin = lab.far().call(() -> new Twin(frame, Lab.INDEX, 2, 0, Twin.Then.DROP))) {
            ring.until(Long.MAX_VALUE);
            try (Emission _ = emission(lab, ring, frame, Emitter.byItself(frame, ring, 1, 0))) {
                ring.free(FRAMES, System.nanoTime());
                await("all have come", () -> twin.frames(1) == FRAMES);
            }
            assertThat(ring.head()).isEqualTo(FRAMES);
            assertThat(twin.frames(0)).isZero();
            assertThat(Arrays.stream(twin.delays(1)).sum()).isEqualTo(FRAMES);
            assertThat(new Measured(FRAMES, twin.delays(1)).quantileNs(0.5)).isPositive();
        }
    }

    @Test
    void each_attempt_of_the_ring_arrives_once_and_its_receipt_is_later_than_its_stamp() throws UnknownHostException {
        Frame frame = frame();
        int receipts = 1 << 12;
        Map<Long, Long> sent = new HashMap<>();
        Map<Long, Long> received = new HashMap<>();
        try (Lab lab = Lab.open();
                Ring ring = new Ring(1 << 12);
                Twin twin = lab.far().call(() -> new Twin(frame, Lab.INDEX, 1, receipts, Twin.Then.DROP));
                Emission _ = emission(lab, ring, frame, Emitter.fromRing(frame, ring, Long.MAX_VALUE >> 1))) {
            ring.until(Long.MAX_VALUE);
            for (long n = 0; n < 20_000; ) {
                boolean added = ring.add(System.nanoTime(), n, n, (int) n, (int) n, (int) n);
                n += added ? 1 : 0;
                ring.publish();
                ring.read(sent::put);
                twin.readTo(twin.written(), received::put);
            }
            await("all receipts have come", () -> {
                ring.read(sent::put);
                twin.readTo(twin.written(), received::put);
                return received.size() == 20_000;
            });
            assertThat(twin.lost()).isZero();
        }
        assertThat(sent).hasSize(20_000);
        sent.forEach((attempt, sentNs) -> assertThat(received.get(attempt)).isGreaterThanOrEqualTo(sentNs));
    }

    @Test
    void a_receipt_for_which_there_is_no_room_is_counted() throws UnknownHostException {
        Frame frame = frame();
        try (Lab lab = Lab.open();
                Ring ring = new Ring(8);
                Twin twin = lab.far().call(() -> new Twin(frame, Lab.INDEX, 1, 16, Twin.Then.DROP));
                Emission _ = emission(lab, ring, frame, Emitter.byItself(frame, ring, 0, 0))) {
            ring.until(Long.MAX_VALUE);
            ring.free(1000, System.nanoTime());
            await("all have come", () -> twin.frames(0) == 1000);
            assertThat(twin.written()).isEqualTo(16);
            assertThat(twin.lost()).isEqualTo(984);
        }
    }

    @Test
    void the_far_end_is_inside_and_another_private_address_is_not() throws UnknownHostException {
        try (KernelLane lane = KernelLane.open(PERMIT, 1)) {
            InetSocketAddress far = KernelLane.farAddress(53);
            assertThat(lane.permit().check(far)).isEqualTo(far);
            assertThat(lane.permit().attemptsPerSecond()).isEqualTo(PERMIT.attemptsPerSecond());
            var elsewhere = new InetSocketAddress(InetAddress.getByName("198.20.0.1"), 53);
            assertThatThrownBy(() -> lane.permit().check(elsewhere)).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> PERMIT.check(far)).as("without a lane").isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void an_interface_that_goes_down_ends_no_thread_and_loses_no_count() throws UnknownHostException {
        Frame frame = frame();
        try (Lab lab = Lab.open();
                Ring ring = new Ring(8);
                Twin twin = lab.far().call(() -> new Twin(frame, Lab.INDEX, 1, 0, Twin.Then.DROP));
                Emission emission = emission(lab, ring, frame, Emitter.byItself(frame, ring, 0, 0))) {
            ring.until(Long.MAX_VALUE);
            ring.free(Long.MAX_VALUE, System.nanoTime());
            await("some have come", () -> twin.frames(0) > 0);
            long down = lab.near().call(() -> {
                Netlink.changing(Netlink.NEWLINK).down(Lab.INDEX).send();
                return ring.head();
            });
            await("it goes on", () -> emission.failure() != null || ring.head() > down + FRAMES);
            assertThat(twin.frames(0)).isLessThan(ring.head());
        }
    }

    @Test
    void a_call_that_the_kernel_refuses_gives_back_all_that_it_was_to_emit() throws UnknownHostException {
        Frame frame = frame();
        List<Long> tooLate = new ArrayList<>();
        try (Lab lab = Lab.open();
                Ring ring = new Ring(8)) {
            ring.until(Long.MAX_VALUE);
            Emission.Program program = new Emission.Program(Emitter.fromRing(frame, ring, Long.MAX_VALUE >> 1), frame);
            try (Emission emission = new Emission(lab.near(), 99, ring, program, BATCH)) {
                await("there is no such interface", () -> emission.failure() != null);
                ring.add(System.nanoTime(), 7, 0, 0, 0, 0);
                ring.publish();
                assertThat(ring.giveUp((attempt, sentNs) -> tooLate.add(attempt * sentNs)))
                        .isEqualTo(1);
            }
        }
        assertThat(tooLate).containsExactly(-7L);
    }
}
