package io.squall.wire.netty;

import io.squall.guard.Permit;
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
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Each attempt is a TCP connection of its own.
 *
 * <pre>
 *     send ─► connect from 127.a.b.c ─► 16 bytes: attempt, sent ns ─► … ─► first byte of the answer: ANSWERED ─► close
 * </pre>
 *
 * "Answered" is the first byte, never the connection: the kernel completes a handshake before anybody looks at it.
 */
public final class TcpWire implements Wire {
    /** How a connection ends on this side. */
    public enum Close {
        /** At once, without TIME_WAIT: thousands of attempts a second would overflow the kernel's table of them. */
        RST,
        /** With a handshake, and 60 s of TIME_WAIT. */
        FIN
    }

    private final SocketLoop loop;
    private final InetSocketAddress target;
    private final int maxInFlight;
    private final Close close;
    private final @Nullable TcpAttempt[] bySource;
    private final ArrayDeque<TcpAttempt> free = new ArrayDeque<>();
    private final ByteBuffer request = ByteBuffer.allocateDirect(2 * Long.BYTES);
    private final OutcomeQueue outcomes = new OutcomeQueue();
    private final Faults unsent = new Faults();
    private int inFlight;

    /**
     * @param target where the boundary listens for this class
     * @param sources the sources are 0 … sources − 1, and each has at most one attempt in flight
     */
    public TcpWire(SocketLoop loop, Permit permit, InetSocketAddress target, int sources, Close close) {
        this.loop = loop;
        this.target = permit.check(target);
        maxInFlight = permit.inFlight();
        this.close = close;
        bySource = new TcpAttempt[sources];
    }

    @Override
    public boolean send(long attempt, long intendedNs, long nowNs) {
        int source = Attempt.source(attempt);
        TcpAttempt previous = bySource[source];
        if (previous != null) {
            end(previous);
        }
        if (inFlight >= maxInFlight) {
            unsent.count(Fault.CAPPED);
            return false;
        }
        TcpAttempt started = (free.isEmpty() ? new TcpAttempt(this, loop) : free.pop()).begin(attempt, nowNs);
        bySource[source] = started;
        inFlight++;
        try {
            started.connection().open(SourceAddress.of(source), target);
            return true;
        } catch (NoSocketException e) {
            if (Fault.of(e) == Fault.REFUSED) {
                finish(started, Outcome.REFUSED);
                return true;
            }
            unsent.count(e);
            end(started);
            return false;
        }
    }

    /** The request: the attempt, and when it was sent. */
    ByteBuffer request(TcpAttempt attempt) {
        return request.putLong(0, attempt.attempt()).putLong(Long.BYTES, attempt.sentNs());
    }

    void finish(TcpAttempt attempt, Outcome outcome) {
        outcomes.add(attempt.attempt(), outcome, loop.clock().nowNs());
        end(attempt);
    }

    private void end(TcpAttempt attempt) {
        bySource[Attempt.source(attempt.attempt())] = null;
        inFlight--;
        if (close == Close.RST) {
            attempt.connection().reset();
        } else {
            attempt.connection().close();
        }
        free.push(attempt);
    }

    @Override
    public void abandon(long attempt) {
        TcpAttempt current = bySource[Attempt.source(attempt)];
        if (current != null && current.attempt() == attempt) {
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

    /** Connections that are open. */
    public int inFlight() {
        return inFlight;
    }

    @Override
    public void close() {
        for (TcpAttempt attempt : bySource) {
            if (attempt != null) {
                end(attempt);
            }
        }
        free.forEach(idle -> idle.connection().close());
    }
}
