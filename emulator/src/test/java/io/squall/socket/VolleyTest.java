package io.squall.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.time.Clock;
import io.squall.time.SystemClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VolleyTest {
    private static final long PATIENCE_NS = 5_000_000_000L;

    private static byte[] push(int n) {
        byte[] datagram = new byte[PushDatagram.BYTES];
        for (int i = 0; i < datagram.length; i++) {
            datagram[i] = (byte) (31 * n + i);
        }
        PushDatagram.write(ByteBuffer.wrap(datagram), n, -n, 3 * n);
        return datagram;
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void everyDatagramOfManyVolleysArrivesByItselfAndUnchanged(Sockets sockets) {
        Clock clock = new SystemClock(0);
        List<byte[]> sent = new ArrayList<>();
        List<byte[]> received = new ArrayList<>();
        Faults faults = new Faults();
        try (SocketLoop loop = new SocketLoop(sockets, clock)) {
            VolleyReceiver receiver = loop.receiveVolleys(SourceAddress.listener(0), pushes -> {
                while (pushes.hasRemaining()) {
                    byte[] one = new byte[PushDatagram.BYTES];
                    assertThat(PushDatagram.source(pushes, pushes.position()))
                            .isEqualTo(3 * (int) PushDatagram.attempt(pushes, pushes.position()));
                    pushes.get(one);
                    received.add(one);
                }
            });
            try (Volley volley =
                    loop.volley(List.of(SourceAddress.of(5), SourceAddress.of(6)), receiver.localAddress(), faults)) {
                for (int size : new int[] {1, 2, 63, 64, 65, 200}) {
                    for (int i = 0; i < size; i++) {
                        sent.add(push(sent.size()));
                        assertThat(volley.add(sent.getLast())).isTrue();
                    }
                    volley.flush();
                }
                long deadlineNs = clock.nowNs() + PATIENCE_NS;
                while (received.size() < sent.size() && clock.nowNs() < deadlineNs) {
                    loop.idle(1_000_000);
                }
            }
        }
        assertThat(received).containsExactlyElementsOf(sent);
        assertThat(faults.total()).isZero();
    }

    /** A kernel without room, or with something to say, until a test relents. */
    private static final class Blocked implements Line {
        private final List<Long> left = new ArrayList<>();
        private boolean blocked = true;
        private boolean failing;

        @Override
        public int most() {
            return 10;
        }

        @Override
        public boolean send(ByteBuffer datagrams) throws IOException {
            if (failing) {
                throw new IOException("Connection refused");
            }
            if (blocked) {
                return false;
            }
            assertThat(datagrams.remaining()).isLessThanOrEqualTo(10 * PushDatagram.BYTES);
            for (int at = datagrams.position(); at < datagrams.limit(); at += PushDatagram.BYTES) {
                left.add(PushDatagram.attempt(datagrams, at));
            }
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void whatCannotLeaveStaysInOrderAndWhatHasNoRoomIsRefused() {
        Blocked line = new Blocked();
        Faults faults = new Faults();
        Volley volley = new Volley(List.of(line), faults);
        for (int n = 0; n < Volley.MOST; n++) {
            assertThat(volley.add(push(n))).isTrue();
        }
        assertThat(volley.add(push(1000))).isFalse();
        line.failing = true;
        volley.flush();
        assertThat(faults.get(Fault.REFUSED)).isEqualTo(1);
        assertThat(line.left).isEmpty();
        line.failing = false;
        line.blocked = false;
        assertThat(volley.add(push(Volley.MOST))).isTrue();
        volley.flush();
        assertThat(line.left).hasSize(Volley.MOST + 1).isSorted().doesNotHaveDuplicates();
    }
}
