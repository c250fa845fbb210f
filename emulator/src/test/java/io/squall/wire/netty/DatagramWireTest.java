package io.squall.wire.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.squall.boundary.relay.Rig;
import io.squall.socket.Sockets;
import io.squall.socket.SourceAddress;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatagramWireTest {
    private static final int PATIENCE_MS = 5_000;
    private static final long HELD_NS = 10_000_000;
    private static final byte RESPONSE = (byte) 0x80;
    private static final byte SERVFAIL = 2;

    /** A name server of a test's own: one query at a time. */
    private static final class Server implements AutoCloseable {
        private final DatagramSocket socket;
        private final DatagramPacket packet = new DatagramPacket(new byte[512], 512);

        Server() throws SocketException {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(PATIENCE_MS);
        }

        InetSocketAddress address() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        Server query() throws IOException {
            packet.setLength(512);
            socket.receive(packet);
            return this;
        }

        int source() {
            return SourceAddress.sourceOf(packet.getAddress());
        }

        void answer(int idOffset, byte flags, byte code) throws IOException {
            byte[] data = packet.getData();
            data[1] += (byte) idOffset;
            data[2] = flags;
            data[3] = code;
            socket.send(packet);
            data[1] -= (byte) idOffset;
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void whatDoesNotBearTheIdOfAQueryOrIsNoResponseIsNoAnswer(Sockets sockets) throws IOException {
        try (Server server = new Server();
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            rig.with(DatagramWire.dns(rig.loop, rig.permit, server.address(), 4, "a.example"));
            long attempt = Attempt.of(Rig.DNS, 3, 0x12345);
            assertThat(rig.send(attempt)).isTrue();
            assertThat(server.query().source()).isEqualTo(3);
            server.answer(1, RESPONSE, (byte) 0);
            server.answer(0, (byte) 0, (byte) 0);
            rig.during(5_000_000);
            assertThat(rig.outcomes).isEmpty();
            server.answer(0, RESPONSE, SERVFAIL);
            rig.until("the answer", () -> !rig.outcomes.isEmpty());
            assertThat(rig.outcomes.getFirst().attempt()).isEqualTo(attempt);
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.ERROR);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aLateAnswerIsDeliveredUntilTheNextAttemptOfItsSource(Sockets sockets) throws IOException {
        try (Server server = new Server();
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            DatagramWire wire = rig.with(DatagramWire.dns(rig.loop, rig.permit, server.address(), 1, "a.example"));
            rig.send(Attempt.of(Rig.DNS, 0, 1));
            wire.abandon(Attempt.of(Rig.DNS, 0, 1));
            server.query().answer(0, RESPONSE, (byte) 0);
            rig.until("the late answer", () -> rig.outcomes.size() == 1);
            rig.send(Attempt.of(Rig.DNS, 0, 2));
            wire.abandon(Attempt.of(Rig.DNS, 0, 2));
            server.query();
            rig.send(Attempt.of(Rig.DNS, 0, 3));
            server.answer(0, RESPONSE, (byte) 0);
            server.query().answer(0, RESPONSE, (byte) 0);
            rig.until("the third's", () -> rig.outcomes.size() == 2);
            rig.during(5_000_000);
            assertThat(rig.outcomes.stream().map(Rig.Reported::attempt))
                    .containsExactly(Attempt.of(Rig.DNS, 0, 1), Attempt.of(Rig.DNS, 0, 3));
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void anAttemptThatIsRefusedDoesNotRefuseTheNextOnceThereIsAListener(Sockets sockets) throws IOException {
        int port;
        try (Server gone = new Server()) {
            port = gone.address().getPort();
        }
        try (Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            rig.with(DatagramWire.dns(rig.loop, rig.permit, target, 1, "a.example"));
            rig.send(Attempt.of(Rig.DNS, 0, 1));
            rig.until("a refusal", () -> rig.outcomes.size() == 1);
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.REFUSED);
            try (DatagramSocket socket = new DatagramSocket(target)) {
                assertThat(rig.send(Attempt.of(Rig.DNS, 0, 2))).isTrue();
                socket.setSoTimeout(PATIENCE_MS);
                socket.receive(new DatagramPacket(new byte[512], 512));
            }
            assertThat(rig.outcomes).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Sockets.class, names = "EPOLL")
    @EnabledOnOs(OS.LINUX)
    void anAnswerIsDatedWhenTheKernelHadItAndNotWhenItWasLookedAt(Sockets sockets) throws IOException {
        try (Server server = new Server();
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            DatagramWire wire = rig.with(DatagramWire.dns(rig.loop, rig.permit, server.address(), 1, "a.example"));
            assertThat(wire.isStamped()).isTrue();
            // The kernel begins to stamp some time after it was asked to, when a thread of its own has run.
            boolean dated = false;
            for (int n = 1; n <= 100 && !dated; n++) {
                rig.send(Attempt.of(Rig.DNS, 0, n));
                server.query().answer(0, RESPONSE, (byte) 0);
                long answeredNs = rig.clock.nowNs();
                while (rig.clock.nowNs() < answeredNs + HELD_NS) {
                    Thread.onSpinWait();
                }
                int before = rig.outcomes.size();
                rig.until("the answer", () -> rig.outcomes.size() > before);
                dated = rig.outcomes.getLast().doneNs() < answeredNs + HELD_NS / 2;
            }
            assertThat(dated).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Sockets.class, names = "EPOLL")
    @EnabledOnOs(OS.LINUX)
    void anAttemptCostsNoObject(Sockets sockets) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Server sink = new Server();
                Rig rig = new Rig(sockets, 1e6, 64, 0);
                DatagramWire wire = DatagramWire.push(rig.loop, rig.permit, sink.address(), 16, null)) {
            long before = 0;
            int attempts = 50_000;
            for (int n = -attempts; n < attempts; n++) {
                if (n == 0) {
                    before = threads.getCurrentThreadAllocatedBytes();
                }
                wire.send(Attempt.of(Rig.PUSH, n & 15, n & 0xFFFF), n, n);
            }
            // What the compiler's threads and the runtime put there once is no matter.
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(attempts);
        }
    }
}
