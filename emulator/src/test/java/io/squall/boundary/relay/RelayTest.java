package io.squall.boundary.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.boundary.Boundary;
import io.squall.guard.RefusedException;
import io.squall.mailbox.Mailbox;
import io.squall.scenario.Scenes;
import io.squall.socket.Fault;
import io.squall.socket.PortBusyException;
import io.squall.socket.SocketLoop;
import io.squall.socket.Sockets;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.netty.DatagramWire;
import io.squall.wire.netty.TcpWire;
import io.squall.wire.netty.VolleyWire;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("try")
class RelayTest {
    private static final double FAST = 1e6;
    private static final long MS = 1_000_000;

    private static TcpWire tcp(Rig rig, TcpWire.Close close) {
        return rig.with(new TcpWire(rig.loop, rig.permit, rig.relayAddress(Rig.TCP), 100, close));
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void anAttemptOverTcpIsAnsweredAndBothItsLegsPassTheBoundary(Sockets sockets) {
        for (TcpWire.Close close : TcpWire.Close.values()) {
            try (Rig rig = new Rig(sockets, FAST, 64, 2 * MS)) {
                tcp(rig, close);
                long attempt = Attempt.of(Rig.TCP, 7, 1);
                long sentNs = rig.clock.nowNs();
                assertThat(rig.send(attempt)).isTrue();
                rig.until("an outcome", () -> !rig.outcomes.isEmpty());
                assertThat(rig.outcomes.getFirst().attempt()).isEqualTo(attempt);
                assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.ANSWERED);
                assertThat(rig.outcomes.getFirst().doneNs() - sentNs).isGreaterThanOrEqualTo(2 * MS);
                assertThat(rig.boundary.offered(0, Rig.TCP)).isEqualTo(2);
                assertThat(rig.forwarded).isEqualTo(2);
                assertThat(rig.relay.arrived(Rig.TCP)).isEqualTo(1);
                rig.until("all slots free", () -> rig.relay.activeSlots() == 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aDroppedLegIsSilentUntilTheClientCloses(Sockets sockets) {
        try (Rig rig = new Rig(sockets, 1, 1, 0)) {
            TcpWire wire = tcp(rig, TcpWire.Close.RST);
            rig.boundary.offer(0, Rig.TCP, 0, 0, 0, rig.clock.nowNs());
            long attempt = Attempt.of(Rig.TCP, 1, 1);
            rig.send(attempt);
            rig.until("the drop", () -> rig.boundary.dropped(0, Rig.TCP) == 1);
            rig.during(20 * MS);
            assertThat(rig.outcomes).isEmpty();
            assertThat(rig.relay.activeSlots()).isEqualTo(1);
            wire.abandon(attempt);
            rig.until("all slots free", () -> rig.relay.activeSlots() == 0);
            assertThat(rig.outcomes).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void theSecondLegOfADeadAttemptIsStillOffered(Sockets sockets) {
        try (Rig rig = new Rig(sockets, FAST, 64, 30 * MS)) {
            TcpWire wire = tcp(rig, TcpWire.Close.RST);
            long attempt = Attempt.of(Rig.TCP, 1, 1);
            rig.send(attempt);
            rig.until("the first leg's departure", () -> rig.forwarded == 1);
            rig.during(5 * MS);
            wire.abandon(attempt);
            rig.until("the second leg", () -> rig.boundary.offered(0, Rig.TCP) == 2);
            rig.until("all slots free", () -> rig.relay.activeSlots() == 0);
            assertThat(rig.outcomes).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aNameIsResolvedThroughTheBoundary(Sockets sockets) {
        try (Rig rig = new Rig(sockets, FAST, 64, MS)) {
            rig.with(DatagramWire.dns(rig.loop, rig.permit, rig.relayAddress(Rig.DNS), 4, "monitoring.internal"));
            for (int source = 0; source < 4; source++) {
                assertThat(rig.send(Attempt.of(Rig.DNS, source, 70_000 + source)))
                        .isTrue();
            }
            rig.until("four answers", () -> rig.outcomes.size() == 4);
            assertThat(rig.outcomes).allMatch(reported -> reported.outcome() == Outcome.ANSWERED);
            assertThat(rig.outcomes.stream().map(Rig.Reported::attempt).distinct())
                    .hasSize(4);
            assertThat(rig.boundary.offered(0, Rig.DNS)).isEqualTo(8);
            assertThat(rig.relay.activeSlots()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aPushIsAnsweredByItsReceiptAndHasOneLeg(Sockets sockets) {
        try (Rig rig = new Rig(sockets, FAST, 64, 0)) {
            rig.with(DatagramWire.push(rig.loop, rig.permit, rig.relayAddress(Rig.PUSH), 2, rig.receipts));
            long attempt = Attempt.of(Rig.PUSH, 1, 9);
            long sentNs = rig.clock.nowNs();
            rig.send(attempt);
            rig.until("the receipt", () -> !rig.outcomes.isEmpty());
            assertThat(rig.outcomes.getFirst().attempt()).isEqualTo(attempt);
            assertThat(rig.outcomes.getFirst().doneNs()).isBetween(sentNs, rig.clock.nowNs());
            assertThat(rig.boundary.offered(0, Rig.PUSH)).isEqualTo(1);
            assertThat(rig.relay.activeSlots()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void pushesThatLeaveTogetherAreOfferedOneByOne(Sockets sockets) {
        int places = 150;
        try (Rig rig = new Rig(sockets, 0, places, 0)) {
            VolleyWire wire = rig.with(new VolleyWire(rig.loop, rig.permit, rig.relayAddress(Rig.PUSH), rig.receipts));
            for (int source = 0; source < 200; source++) {
                assertThat(rig.send(Attempt.of(Rig.PUSH, source, 9))).isTrue();
            }
            wire.flush();
            rig.until("all 200", () -> rig.relay.arrived(Rig.PUSH) == 200);
            assertThat(rig.boundary.offered(0, Rig.PUSH)).isEqualTo(200);
            assertThat(rig.boundary.dropped(0, Rig.PUSH)).isEqualTo(200 - places + 1);
            rig.commands.send((boundary, nowNs) ->
                    boundary.change(0, Scenes.path("capacity: 1000000/s, queue: " + places), nowNs));
            rig.until("their receipts", () -> rig.outcomes.size() == places - 1);
            for (int source = 0; source < places - 1; source++) {
                assertThat(rig.outcomes.get(source).attempt()).isEqualTo(Attempt.of(Rig.PUSH, source, 9));
            }
            assertThat(rig.relay.activeSlots()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aPlaneThatDiesLeavesAttemptsInSilenceAndIsCounted(Sockets sockets) {
        try (Rig rig = new Rig(sockets, FAST, 64, 0)) {
            TcpWire wire = tcp(rig, TcpWire.Close.RST);
            rig.plane.kill(Rig.TCP);
            rig.during(5 * MS);
            long attempt = Attempt.of(Rig.TCP, 1, 1);
            rig.send(attempt);
            rig.until("a refused request", () -> rig.relay.planeFaults().get(Fault.REFUSED) == 1);
            rig.during(10 * MS);
            assertThat(rig.outcomes).isEmpty();
            wire.abandon(attempt);
            rig.until("all slots free", () -> rig.relay.activeSlots() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void afterAFloodEverySlotIsFree(Sockets sockets) {
        try (Rig rig = new Rig(sockets, 2_000, 14, 3 * MS)) {
            TcpWire wire = tcp(rig, TcpWire.Close.RST);
            for (int sequence = 0; sequence < 10; sequence++) {
                for (int source = 0; source < 100; source++) {
                    assertThat(rig.send(Attempt.of(Rig.TCP, source, sequence))).isTrue();
                }
                rig.during(5 * MS);
                for (int source = 0; source < 100; source++) {
                    wire.abandon(Attempt.of(Rig.TCP, source, sequence));
                }
            }
            rig.until("all slots free", () -> rig.relay.activeSlots() == 0);
            assertThat(rig.relay.arrived(Rig.TCP)).isEqualTo(1_000);
            assertThat(rig.boundary.dropped(0, Rig.TCP)).isPositive();
            assertThat(rig.outcomes.stream().map(Rig.Reported::attempt)).doesNotHaveDuplicates();
            assertThat(wire.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aCommandTakesEffectOnTheRelaysThread(Sockets sockets) {
        try (Rig rig = new Rig(sockets, 0, 64, 0)) {
            tcp(rig, TcpWire.Close.RST);
            rig.send(Attempt.of(Rig.TCP, 1, 1));
            rig.until("the first leg", () -> rig.boundary.offered(0, Rig.TCP) == 1);
            var command = rig.commands.send(
                    (boundary, nowNs) -> boundary.change(0, Scenes.path("capacity: 1000000/s, queue: 64"), nowNs));
            rig.until("an outcome", () -> !rig.outcomes.isEmpty());
            assertThat(command.appliedNs()).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aBusyPortIsNamed(Sockets sockets) {
        try (Rig rig = new Rig(sockets, FAST, 64, 0)) {
            InetSocketAddress taken = rig.relayAddress(Rig.TCP);
            for (Route.Protocol protocol : Route.Protocol.values()) {
                int port = rig.relayAddress(protocol == Route.Protocol.TCP ? Rig.TCP : Rig.DNS)
                        .getPort();
                Route route = rig.route(protocol, port, taken);
                assertThatThrownBy(() -> new Relay(
                                rig.loop, rig.boundary, new Mailbox<Boundary>(), List.of(route), (a, b) -> {}))
                        .isInstanceOf(PortBusyException.class)
                        .hasMessage("port " + port
                                + " on 127.0.0.1 is in use: stop what listens there, or choose another port");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void anAddressBeyondLoopbackIsRefused(Sockets sockets) {
        try (Rig rig = new Rig(sockets, FAST, 64, 0);
                SocketLoop loop = new SocketLoop(sockets, rig.clock)) {
            InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 80);
            assertThatThrownBy(() -> new TcpWire(loop, rig.permit, elsewhere, 1, TcpWire.Close.RST))
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> DatagramWire.dns(loop, rig.permit, elsewhere, 1, "a.example"))
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> rig.route(Route.Protocol.TCP, 0, elsewhere))
                    .isInstanceOf(RefusedException.class);
        }
    }
}
