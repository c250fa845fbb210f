package io.squall.wire.netty;

import io.squall.guard.Permit;
import io.squall.scenario.Http;
import io.squall.socket.Fault;
import io.squall.socket.Faults;
import io.squall.socket.NoSocketException;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.OutcomeQueue;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Each attempt is a GET of HTTP/1.1, on a connection of its own or on the one that its source has kept.
 *
 * <pre>
 *     send ─► connect from 127.a.b.c, or take the kept connection ─► GET ─► … ─► the response is complete
 *             status &lt; 500: ANSWERED     500 and above, or no HTTP: ERROR     the connection ends before: RESET
 * </pre>
 *
 * A kept connection that the server closes while nobody asks is opened anew with the next attempt. If it closes just when it
 * is asked, before any of a response, the request is sent once more on a new connection (RFC 9112 §9.3.1); that is no failure.
 */
public final class HttpWire implements Wire {
    private final SocketLoop loop;
    private final InetSocketAddress target;
    private final byte[] request;
    private final boolean keep;
    private final TcpWire.Close close;
    private final @Nullable HttpConnection[] bySource;
    private final OutcomeQueue outcomes = new OutcomeQueue();
    private final Faults unsent = new Faults();
    private long opened;

    /**
     * @param target where the boundary listens for this class
     * @param sources the sources are 0 … sources − 1, and each has at most one attempt in flight and one connection
     * @param close how a connection ends on this side
     */
    public HttpWire(
            SocketLoop loop, Permit permit, InetSocketAddress target, int sources, Http http, TcpWire.Close close) {
        this.loop = loop;
        this.target = permit.check(target);
        this.close = close;
        keep = http.keep();
        String host =
                Objects.requireNonNullElse(http.host(), target.getAddress().getHostAddress() + ":" + target.getPort());
        request = ("GET " + http.target() + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: squall\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        bySource = new HttpConnection[Math.min(sources, permit.inFlight())];
    }

    @Override
    public boolean send(long attempt, long intendedNs, long nowNs) {
        int source = Attempt.source(attempt);
        if (source >= bySource.length) {
            unsent.count(Fault.CAPPED);
            return false;
        }
        HttpConnection kept = bySource[source];
        if (kept != null && kept.isIdle()) {
            kept.ask(attempt);
            return true;
        }
        if (kept != null) {
            end(kept);
        }
        return open(attempt);
    }

    private boolean open(long attempt) {
        HttpConnection connection = new HttpConnection(this, attempt);
        int source = Attempt.source(attempt);
        try {
            connection.open(loop);
        } catch (NoSocketException e) {
            unsent.count(e);
            return false;
        }
        opened++;
        bySource[source] = connection;
        Throwable failure = connection.connect(SourceAddress.of(source), target).cause();
        if (failure == null) {
            return true;
        }
        if (Fault.of(failure) == Fault.REFUSED) {
            finish(connection, Outcome.REFUSED, false);
            return true;
        }
        unsent.count(failure);
        end(connection);
        return false;
    }

    byte[] request() {
        return request;
    }

    SocketLoop loop() {
        return loop;
    }

    /** An attempt has its outcome; of a connection that has ended nothing is heard. */
    void finish(HttpConnection connection, Outcome outcome, boolean reusable) {
        if (!isCurrent(connection)) {
            return;
        }
        outcomes.add(connection.attempt(), outcome, loop.clock().nowNs());
        if (!reusable || !keep) {
            end(connection);
        }
    }

    /** The server has closed, or broken off, a connection; {@code stale} if that was before it began to answer on a kept one. */
    void lost(HttpConnection connection, boolean stale) {
        if (!isCurrent(connection)) {
            return;
        }
        if (connection.isIdle()) {
            end(connection);
        } else if (!stale) {
            finish(connection, Outcome.RESET, false);
        } else {
            end(connection);
            if (!open(connection.attempt())) {
                outcomes.add(connection.attempt(), Outcome.RESET, loop.clock().nowNs());
            }
        }
    }

    private boolean isCurrent(HttpConnection connection) {
        return bySource[Attempt.source(connection.attempt())] == connection;
    }

    private void end(HttpConnection connection) {
        bySource[Attempt.source(connection.attempt())] = null;
        connection.close(close);
    }

    @Override
    public void abandon(long attempt) {
        HttpConnection current = bySource[Attempt.source(attempt)];
        if (current != null && current.attempt() == attempt && !current.isIdle()) {
            end(current);
        }
    }

    @Override
    public int poll(long nowNs, Outcomes sink) {
        return outcomes.drainTo(sink);
    }

    @Override
    public long nextDueNs() {
        return outcomes.nextDueNs();
    }

    /** Why {@link #send} returned false, by kind. */
    public Faults unsent() {
        return unsent;
    }

    /** Connections opened so far. */
    public long opened() {
        return opened;
    }

    @Override
    public void close() {
        for (HttpConnection connection : bySource) {
            if (connection != null) {
                end(connection);
            }
        }
    }
}
