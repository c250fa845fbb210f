package io.squall.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.squall.time.SystemClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionTest {
    private static final long PATIENCE_NS = 10_000_000_000L;
    private static final int MUCH = 8_000_000;

    private interface Condition {
        boolean holds() throws IOException;
    }

    /** The server is the test itself: the kernel completes a handshake before anybody accepts. */
    private static final class Talk implements Connection.Owner, AutoCloseable {
        final SystemClock clock = new SystemClock(0);
        final SocketLoop loop;
        final ServerSocket server;
        final Connection connection;
        final ByteBuffer request;
        final List<@Nullable Fault> lost = new ArrayList<>();
        long heard;

        Talk(Sockets sockets, int backlog, int requestBytes) throws IOException {
            loop = new SocketLoop(sockets, clock);
            server = new ServerSocket(0, backlog, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            connection = loop.connection(this);
            request = ByteBuffer.allocateDirect(requestBytes);
        }

        void open(int source) {
            connection.open(SourceAddress.of(source), address());
        }

        InetSocketAddress address() {
            return (InetSocketAddress) server.getLocalSocketAddress();
        }

        void until(Condition condition) throws IOException {
            long deadlineNs = clock.nowNs() + PATIENCE_NS;
            while (!condition.holds()) {
                assertThat(clock.nowNs()).as("waited in vain").isLessThan(deadlineNs);
                loop.idle(100_000);
            }
        }

        /** Reads the whole request from an accepted socket. */
        void asked(Socket accepted) throws IOException {
            InputStream in = accepted.getInputStream();
            for (long left = request.limit(); left > 0; left -= in.skip(in.available())) {
                until(() -> in.available() > 0);
            }
            assertThat(in.available()).isZero();
        }

        @Override
        public ByteBuffer request() {
            return request;
        }

        @Override
        public void heard(ByteBuffer bytes) {
            heard += bytes.remaining();
        }

        @Override
        public void lost(@Nullable Fault fault) {
            lost.add(fault);
            connection.reset();
        }

        @Override
        public void close() throws IOException {
            server.close();
            loop.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void itAsksOfTheAddressThatItIsGivenEachTimeAndWhatIsAnsweredLateIsNeverHeard(Sockets sockets) throws IOException {
        try (Talk talk = new Talk(sockets, 8, 16)) {
            talk.open(1);
            try (Socket first = talk.server.accept()) {
                assertThat(SourceAddress.sourceOf(first.getInetAddress())).isEqualTo(1);
                talk.asked(first);
                first.getOutputStream().write(new byte[100]);
            }
            // The answer and the end have come, and an event tells of them; nobody wants to know any more.
            talk.connection.reset();
            talk.open(2);
            talk.loop.idle(1_000_000);
            assertThat(talk.heard).isZero();
            assertThat(talk.lost).isEmpty();
            try (Socket second = talk.server.accept()) {
                assertThat(SourceAddress.sourceOf(second.getInetAddress())).isEqualTo(2);
                talk.asked(second);
                second.getOutputStream().write(new byte[10]);
                talk.until(() -> talk.heard == 10);
                second.getOutputStream().write(new byte[10]);
                talk.until(() -> talk.heard == 20);
            }
            talk.until(() -> !talk.lost.isEmpty());
            assertThat(talk.lost).containsExactly((Fault) null);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void afterFinItOpensAgainToo(Sockets sockets) throws IOException {
        try (Talk talk = new Talk(sockets, 8, 16)) {
            for (int i = 0; i < 3; i++) {
                talk.open(i);
                try (Socket accepted = talk.server.accept()) {
                    talk.asked(accepted);
                    talk.connection.close();
                    assertThat(accepted.getInputStream().read()).isNegative();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aPeerThatResetsIsToldFromOneThatHasSaidAll(Sockets sockets) throws IOException {
        try (Talk talk = new Talk(sockets, 8, 16)) {
            talk.open(1);
            try (Socket accepted = talk.server.accept()) {
                accepted.setSoLinger(true, 0);
            }
            talk.until(() -> !talk.lost.isEmpty());
            assertThat(talk.lost).containsExactly(Fault.RESET);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void whereNobodyListensAnyMoreItIsRefusedAndOpensElsewhere(Sockets sockets) throws IOException {
        try (Talk talk = new Talk(sockets, 8, 16)) {
            InetSocketAddress gone;
            try (ServerSocket closed = new ServerSocket(0, 1, talk.address().getAddress())) {
                gone = (InetSocketAddress) closed.getLocalSocketAddress();
            }
            talk.connection.open(SourceAddress.of(1), gone);
            talk.until(() -> !talk.lost.isEmpty());
            assertThat(talk.lost).containsExactly(Fault.REFUSED);
            talk.open(1);
            try (Socket accepted = talk.server.accept()) {
                talk.asked(accepted);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void anAddressThatThisHostHasNotIsSaidAtOnceAndTheNextIsTried(Sockets sockets) throws IOException {
        try (Talk talk = new Talk(sockets, 8, 16)) {
            Throwable thrown =
                    catchThrowable(() -> talk.connection.open(new InetSocketAddress("192.0.2.1", 0), talk.address()));
            assertThat(thrown).isInstanceOf(NoSocketException.class);
            assertThat(Fault.of(thrown)).isEqualTo(Fault.NO_ADDRESS);
            talk.open(1);
            try (Socket accepted = talk.server.accept()) {
                talk.asked(accepted);
            }
            assertThat(talk.lost).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void aRequestWaitsForAConnectionThatTakesItsTime(Sockets sockets) throws IOException {
        try (Talk talk = new Talk(sockets, 1, 16);
                Socket first = new Socket(talk.address().getAddress(), talk.server.getLocalPort());
                Socket second = new Socket(talk.address().getAddress(), talk.server.getLocalPort())) {
            // The queue is full: the kernel drops this SYN, and sends it again a second later.
            talk.open(1);
            talk.loop.idle(1_000_000);
            talk.server.accept().close();
            talk.server.accept().close();
            try (Socket accepted = talk.server.accept()) {
                assertThat(SourceAddress.sourceOf(accepted.getInetAddress())).isEqualTo(1);
                talk.asked(accepted);
                accepted.getOutputStream().write(1);
                talk.until(() -> talk.heard == 1);
            }
            assertThat(first.getInputStream().read()).isNegative();
            assertThat(second.getInputStream().read()).isNegative();
        }
    }

    private static void answer(Socket asker) {
        try {
            asker.getOutputStream().write(new byte[MUCH]);
            asker.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void whatIsTooMuchForOneCallLeavesAndComesPieceByPiece(Sockets sockets) throws IOException, InterruptedException {
        try (Talk talk = new Talk(sockets, 8, MUCH)) {
            talk.open(1);
            try (Socket accepted = talk.server.accept()) {
                talk.asked(accepted);
                var answering = Thread.startVirtualThread(() -> answer(accepted));
                talk.until(() -> !talk.lost.isEmpty());
                answering.join();
            }
            assertThat(talk.heard).isEqualTo(MUCH);
            assertThat(talk.lost).containsExactly((Fault) null);
        }
    }
}
