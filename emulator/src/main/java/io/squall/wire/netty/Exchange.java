package io.squall.wire.netty;

import io.squall.socket.Connection;
import io.squall.socket.Fault;
import io.squall.wire.Outcome;
import org.jspecify.annotations.Nullable;

/** A connection of a {@link ConnectionWire} and the attempt that it carries; when it has ended it serves whichever source is next. */
abstract class Exchange implements Connection.Owner {
    private final ConnectionWire wire;
    final Connection connection;
    private long attempt;
    private long sentNs;

    Exchange(ConnectionWire wire) {
        this.wire = wire;
        connection = wire.loop().connection(this);
    }

    /** What it carries next, on a new connection or on the one that was kept. */
    void carry(long next, long nowNs) {
        attempt = next;
        sentNs = nowNs;
    }

    /** The latest. */
    final long attempt() {
        return attempt;
    }

    final long sentNs() {
        return sentNs;
    }

    /** Whether the connection stands, and its latest attempt is over. */
    boolean isIdle() {
        return false;
    }

    @Override
    public void lost(@Nullable Fault fault) {
        wire.report(attempt, fault == Fault.REFUSED ? Outcome.REFUSED : Outcome.RESET);
        wire.end(this);
    }
}
