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
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What the wires of TCP connections share. A source has one connection at most, from an address of its own. */
abstract class ConnectionWire implements Wire {
    /** Their sockets are kept: enough for what ends in one turn, and no more than a burst may take from the rest of the process. */
    private static final int MOST_FREE = 1024;

    private final SocketLoop loop;
    private final InetSocketAddress target;
    private final int most;
    private final TcpWire.Close close;
    private final @Nullable Exchange[] bySource;
    private final ArrayDeque<Exchange> free = new ArrayDeque<>();
    private final OutcomeQueue outcomes = new OutcomeQueue();
    private final Faults unsent = new Faults();
    private int open;
    private long opened;

    ConnectionWire(SocketLoop loop, Permit permit, InetSocketAddress target, int sources, TcpWire.Close close) {
        this.loop = loop;
        this.target = permit.check(target);
        most = permit.inFlight();
        this.close = close;
        bySource = new Exchange[sources];
    }

    abstract Exchange exchange();

    final SocketLoop loop() {
        return loop;
    }

    @Override
    public final boolean send(long attempt, long intendedNs, long nowNs) {
        Exchange previous = bySource[Attempt.source(attempt)];
        if (previous != null && previous.isIdle()) {
            previous.carry(attempt, nowNs);
            previous.connection.ask();
            return true;
        }
        if (previous != null) {
            end(previous);
        }
        return open(attempt, nowNs);
    }

    /** @return false if it is not under way, nor has it an outcome */
    final boolean open(long attempt, long nowNs) {
        if (open >= most) {
            unsent.count(Fault.CAPPED);
            return false;
        }
        int source = Attempt.source(attempt);
        Exchange begun = free.isEmpty() ? exchange() : free.pop();
        begun.carry(attempt, nowNs);
        bySource[source] = begun;
        open++;
        opened++;
        try {
            begun.connection.open(SourceAddress.of(source), target);
            return true;
        } catch (NoSocketException e) {
            Fault fault = Fault.of(e);
            if (fault == Fault.REFUSED) {
                begun.lost(fault);
                return true;
            }
            unsent.count(fault);
            end(begun);
            return false;
        }
    }

    final void report(long attempt, Outcome outcome) {
        outcomes.add(attempt, outcome, loop.clock().nowNs());
    }

    final void end(Exchange exchange) {
        bySource[Attempt.source(exchange.attempt())] = null;
        open--;
        if (close == TcpWire.Close.RST) {
            exchange.connection.reset();
        } else {
            exchange.connection.close();
        }
        if (free.size() < MOST_FREE) {
            free.push(exchange);
        } else {
            exchange.connection.close();
        }
    }

    @Override
    public final void abandon(long attempt) {
        Exchange current = bySource[Attempt.source(attempt)];
        if (current != null && current.attempt() == attempt && !current.isIdle()) {
            end(current);
        }
    }

    @Override
    public final int poll(long nowNs, Outcomes sink) {
        return outcomes.drainTo(sink);
    }

    @Override
    public final long nextDueNs() {
        return outcomes.nextDueNs();
    }

    /** Why {@link #send} returned false, by kind. */
    public final Faults unsent() {
        return unsent;
    }

    /** Connections that are open. */
    public final int inFlight() {
        return open;
    }

    /** Connections opened so far. */
    public final long opened() {
        return opened;
    }

    @Override
    public final void close() {
        for (Exchange exchange : bySource) {
            if (exchange != null) {
                end(exchange);
            }
        }
        free.forEach(idle -> idle.connection.close());
    }
}
