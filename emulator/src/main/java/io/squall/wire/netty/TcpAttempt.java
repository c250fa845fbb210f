package io.squall.wire.netty;

import io.squall.socket.Connection;
import io.squall.socket.Fault;
import io.squall.socket.SocketLoop;
import io.squall.wire.Outcome;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A connection of a {@link TcpWire} and the attempt that it carries; after that it carries another, of whichever source. */
final class TcpAttempt implements Connection.Owner {
    private final TcpWire wire;
    private final Connection connection;
    private long attempt;
    private long sentNs;

    TcpAttempt(TcpWire wire, SocketLoop loop) {
        this.wire = wire;
        connection = loop.connection(this);
    }

    TcpAttempt begin(long next, long nowNs) {
        attempt = next;
        sentNs = nowNs;
        return this;
    }

    long attempt() {
        return attempt;
    }

    long sentNs() {
        return sentNs;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public ByteBuffer request() {
        return wire.request(this);
    }

    @Override
    public void heard(ByteBuffer answer) {
        // A good answer repeats the request; an error is a single byte of it.
        wire.finish(this, answer.remaining() > 1 ? Outcome.ANSWERED : Outcome.ERROR);
    }

    @Override
    public void lost(@Nullable Fault fault) {
        wire.finish(this, fault == Fault.REFUSED ? Outcome.REFUSED : Outcome.RESET);
    }
}
