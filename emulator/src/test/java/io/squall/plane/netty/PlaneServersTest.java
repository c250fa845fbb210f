package io.squall.plane.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.boundary.relay.Rig;
import io.squall.socket.Sockets;
import io.squall.time.Actor;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.netty.DatagramWire;
import io.squall.wire.netty.TcpWire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stand-ins themselves, without the relay before them. */
class PlaneServersTest {
    private static final double ANY = 1e6;
    private static final long DELAY_NS = 3_000_000;
    private static final long NEVER_IN_THIS_TEST_NS = 3_600_000_000_000L;

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void anExchangeIsAnsweredAfterTheServicesDelay(Sockets sockets) {
        try (Rig rig = new Rig(sockets, ANY, 1, DELAY_NS)) {
            rig.with(new TcpWire(rig.loop, rig.permit, rig.plane.address(Rig.TCP), 4, TcpWire.Close.FIN));
            long sentNs = rig.clock.nowNs();
            rig.send(Attempt.of(Rig.TCP, 2, 1));
            rig.until("an answer", () -> !rig.outcomes.isEmpty());
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(rig.outcomes.getFirst().doneNs() - sentNs).isGreaterThanOrEqualTo(DELAY_NS);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aNameServerThatDiesRefusesAndAnswersNothingThatItOwes(Sockets sockets) {
        try (Rig rig = new Rig(sockets, ANY, 1, DELAY_NS)) {
            rig.with(DatagramWire.dns(rig.loop, rig.permit, rig.plane.address(Rig.DNS), 2, "auth.internal"));
            rig.send(Attempt.of(Rig.DNS, 0, 1));
            rig.during(DELAY_NS / 3);
            rig.plane.kill(Rig.DNS);
            rig.during(2 * DELAY_NS);
            assertThat(rig.outcomes).isEmpty();
            long refused = Attempt.of(Rig.DNS, 1, 1);
            rig.send(refused);
            rig.until("a refusal", () -> !rig.outcomes.isEmpty());
            assertThat(rig.outcomes.getFirst().attempt()).isEqualTo(refused);
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void anExchangeThatDiesResetsWhatItOwes(Sockets sockets) {
        try (Rig rig = new Rig(sockets, ANY, 1, DELAY_NS)) {
            rig.with(new TcpWire(rig.loop, rig.permit, rig.plane.address(Rig.TCP), 4, TcpWire.Close.RST));
            rig.send(Attempt.of(Rig.TCP, 0, 1));
            rig.during(DELAY_NS / 3);
            rig.plane.kill(Rig.TCP);
            rig.until("a reset", () -> !rig.outcomes.isEmpty());
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.RESET);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void anExchangeThatItsServiceDropsKeepsNoConnection(Sockets sockets) {
        try (Rig rig = new Rig(sockets, ANY, 1, NEVER_IN_THIS_TEST_NS)) {
            rig.with(new TcpWire(rig.loop, rig.permit, rig.plane.address(Rig.TCP), 4, TcpWire.Close.RST));
            rig.send(Attempt.of(Rig.TCP, 0, 1));
            rig.until("a request", () -> rig.plane.nextDueNs() != Actor.NEVER);
            rig.plane.dropped(Rig.TCP, 0);
            rig.until("a reset", () -> !rig.outcomes.isEmpty());
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.RESET);
        }
    }
}
