package io.squall.boundary.relay;

import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.squall.socket.Faults;
import io.squall.socket.SocketLoop;
import io.squall.time.Actor;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;

/** Accepts the TCP clients of one class. */
final class TcpGate extends Gate {
    final SocketLoop loop;
    final Crossing crossing;
    final Faults planeFaults;
    private final InetSocketAddress plane;
    private final ServerSocketChannel listener;
    private final LinkedHashSet<TcpExchange> asking = new LinkedHashSet<>();

    TcpGate(
            SocketLoop loop,
            Crossing crossing,
            int trafficClass,
            Route route,
            Faults planeFaults,
            Faults acceptFaults) {
        super(trafficClass, route);
        this.loop = loop;
        this.crossing = crossing;
        this.planeFaults = planeFaults;
        plane = route.plane();
        listener = loop.listen(route.inlet().address(), this::accept, acceptFaults);
    }

    private void accept(SocketChannel client) {
        arrived.increment();
        new TcpExchange(this, client).begin();
    }

    @Override
    InetSocketAddress address() {
        return listener.localAddress();
    }

    InetSocketAddress plane() {
        return plane;
    }

    /** The plane is to answer an exchange. All have the same time for it, so the first to ask is the first to expire. */
    void asks(TcpExchange exchange) {
        asking.add(exchange);
    }

    void noLongerAsks(TcpExchange exchange) {
        asking.remove(exchange);
    }

    @Override
    int expire(long nowNs) {
        int expired = 0;
        while (nextExpiryNs() <= nowNs) {
            asking.getFirst().planeTimedOut();
            expired++;
        }
        return expired;
    }

    @Override
    long nextExpiryNs() {
        return asking.isEmpty() ? Actor.NEVER : asking.getFirst().planeDeadlineNs();
    }
}
