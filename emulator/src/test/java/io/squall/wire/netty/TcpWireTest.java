package io.squall.wire.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.squall.boundary.relay.Rig;
import io.squall.socket.Sockets;
import io.squall.socket.SourceAddress;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TcpWireTest {
    private static final long ATTEMPT = Attempt.of(0, 3, 1);

    private static InetSocketAddress closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void whereNobodyListensAnAttemptIsRefused(Sockets sockets) throws IOException {
        try (Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            rig.with(new TcpWire(rig.loop, rig.permit, closedPort(), 8, TcpWire.Close.RST));
            assertThat(rig.send(ATTEMPT)).isTrue();
            rig.until("an outcome", () -> !rig.outcomes.isEmpty());
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aPeerThatResetsBeforeItAnswersIsReported(Sockets sockets) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            InetSocketAddress target = (InetSocketAddress) server.getLocalSocketAddress();
            TcpWire wire = rig.with(new TcpWire(rig.loop, rig.permit, target, 8, TcpWire.Close.RST));
            assertThat(rig.send(ATTEMPT)).isTrue();
            rig.during(5_000_000);
            try (Socket accepted = server.accept()) {
                assertThat(SourceAddress.sourceOf(accepted.getInetAddress())).isEqualTo(3);
                accepted.setSoLinger(true, 0);
            }
            rig.until("an outcome", () -> !rig.outcomes.isEmpty());
            assertThat(rig.outcomes).hasSize(1);
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.RESET);
            assertThat(wire.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aSourceHasOneAttemptInFlight(Sockets sockets) {
        try (Rig rig = new Rig(sockets, 0, 64, 0)) {
            TcpWire wire = rig.with(new TcpWire(rig.loop, rig.permit, rig.relayAddress(Rig.TCP), 8, TcpWire.Close.RST));
            rig.send(Attempt.of(0, 1, 1));
            rig.send(Attempt.of(0, 1, 2));
            assertThat(wire.inFlight()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void anAttemptThatCannotConnectIsEitherUnsentOrHasAnOutcome(Sockets sockets) {
        try (Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            InetSocketAddress noPort = SourceAddress.listener(0);
            TcpWire wire = rig.with(new TcpWire(rig.loop, rig.permit, noPort, 8, TcpWire.Close.RST));
            boolean sent = rig.send(ATTEMPT);
            rig.during(5_000_000);
            assertThat(rig.outcomes).hasSize(sent ? 1 : 0);
            assertThat(wire.unsent().total()).isEqualTo(sent ? 0 : 1);
            assertThat(wire.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void anAbandonedAttemptIsNeverHeardOfAgain(Sockets sockets) {
        try (Rig rig = new Rig(sockets, 1e6, 64, 5_000_000)) {
            TcpWire wire = rig.with(new TcpWire(rig.loop, rig.permit, rig.relayAddress(Rig.TCP), 8, TcpWire.Close.RST));
            rig.send(ATTEMPT);
            wire.abandon(ATTEMPT);
            rig.during(20_000_000);
            assertThat(rig.outcomes).isEmpty();
            assertThat(wire.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aPeerThatClosesItsHalfBeforeItAnswersIsReported(Sockets sockets) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            InetSocketAddress target = (InetSocketAddress) server.getLocalSocketAddress();
            TcpWire wire = rig.with(new TcpWire(rig.loop, rig.permit, target, 8, TcpWire.Close.RST));
            assertThat(rig.send(ATTEMPT)).isTrue();
            try (Socket accepted = server.accept()) {
                accepted.shutdownOutput();
                rig.until("an outcome", () -> !rig.outcomes.isEmpty());
            }
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.RESET);
            assertThat(wire.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aListenerThatGoesBeforeTheRequestIsReadIsReported(Sockets sockets) throws IOException {
        try (Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                InetSocketAddress target = (InetSocketAddress) server.getLocalSocketAddress();
                rig.with(new TcpWire(rig.loop, rig.permit, target, 8, TcpWire.Close.RST));
                assertThat(rig.send(ATTEMPT)).isTrue();
            }
            rig.until("an outcome", () -> !rig.outcomes.isEmpty());
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.RESET);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void mostOfWhatABurstHasOpenedIsGivenBackWhenItIsOver(Sockets sockets) throws IOException {
        int burst = 2_500;
        try (ServerSocket silent = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            InetSocketAddress target = (InetSocketAddress) silent.getLocalSocketAddress();
            TcpWire wire = rig.with(new TcpWire(rig.loop, rig.permit, target, burst, TcpWire.Close.RST));
            long before = openFiles();
            for (int i = 0; i < burst; i++) {
                assertThat(rig.send(Attempt.of(0, i, 1))).isTrue();
            }
            assertThat(openFiles() - before).isGreaterThanOrEqualTo(burst);
            for (int i = 0; i < burst; i++) {
                wire.abandon(Attempt.of(0, i, 1));
            }
            rig.during(1_000_000);
            assertThat(openFiles() - before).isLessThan(burst / 2);
            wire.close();
            rig.during(1_000_000);
            assertThat(openFiles() - before).isLessThan(burst / 10);
        }
    }

    /** More attempts than an address has ports: with FIN the last thousands would find none for a minute. */
    @ParameterizedTest
    @EnumSource(Sockets.class)
    void oneSourceNeitherRunsOutOfPortsNorLeavesAnythingOpen(Sockets sockets) {
        long before = openFiles();
        int attempts = sockets == Sockets.EPOLL ? 66_000 : 6_000;
        try (Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            TcpWire wire =
                    rig.with(new TcpWire(rig.loop, rig.permit, rig.plane.address(Rig.TCP), 1, TcpWire.Close.RST));
            for (int i = 0; i < attempts; i++) {
                int earlier = rig.outcomes.size();
                assertThat(rig.send(Attempt.of(0, 0, i))).isTrue();
                rig.until("an outcome", () -> rig.outcomes.size() > earlier);
            }
            assertThat(rig.outcomes).extracting(Rig.Reported::outcome).containsOnly(Outcome.ANSWERED);
            assertThat(wire.inFlight()).isZero();
            rig.during(5_000_000);
            assertThat(openFiles() - before).isLessThan(40);
        }
        assertThat(openFiles() - before).isLessThan(10);
    }
}
