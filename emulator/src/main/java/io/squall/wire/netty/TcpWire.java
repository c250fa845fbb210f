package io.squall.wire.netty;

import io.squall.guard.Permit;
import io.squall.socket.SocketLoop;
import io.squall.wire.Outcome;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Each attempt is a TCP connection of its own.
 *
 * <pre>
 *     send ─► connect from 127.a.b.c ─► 16 bytes: attempt, sent ns ─► … ─► first byte of the answer: ANSWERED ─► close
 * </pre>
 *
 * "Answered" is the first byte, never the connection: the kernel completes a handshake before anybody looks at it.
 */
public final class TcpWire extends ConnectionWire {
    /** How a connection ends on this side. */
    public enum Close {
        /** At once, without TIME_WAIT: thousands of attempts a second would overflow the kernel's table of them. */
        RST,
        /** With a handshake, and 60 s of TIME_WAIT. */
        FIN
    }

    private final ByteBuffer request = ByteBuffer.allocateDirect(2 * Long.BYTES);

    /**
     * @param target where the boundary listens for this class
     * @param sources the sources are 0 … sources − 1, and each has at most one attempt in flight
     */
    public TcpWire(SocketLoop loop, Permit permit, InetSocketAddress target, int sources, Close close) {
        super(loop, permit, target, sources, close);
    }

    @Override
    Exchange exchange() {
        return new Echo();
    }

    private final class Echo extends Exchange {
        Echo() {
            super(TcpWire.this);
        }

        @Override
        public ByteBuffer request() {
            return request.putLong(0, attempt()).putLong(Long.BYTES, sentNs());
        }

        @Override
        public void heard(ByteBuffer answer) {
            // A good answer repeats the request; an error is a single byte of it.
            report(attempt(), answer.remaining() > 1 ? Outcome.ANSWERED : Outcome.ERROR);
            end(this);
        }
    }
}
