package io.squall.boundary.relay;

import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.squall.socket.Faults;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import io.squall.time.Actor;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;

/** Accepts the TCP clients of one class. */
final class TcpGate extends Gate {
    final SocketLoop loop;
    final Crossing crossing;
    final Faults planeFaults;
    private final InetSocketAddress plane;
    private final ServerSocketChannel listener;
    private final ArrayDeque<TcpExchange> asking = new ArrayDeque<>();

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
        listener = loop.listen(SourceAddress.listener(route.port()), this::accept, acceptFaults);
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

    /** An exchange has asked the plane. All have the same time for it, so the first to ask is the first to expire. */
    void asked(TcpExchange exchange) {
        asking.add(exchange);
    }

    @Override
    int expire(long nowNs) {
        int expired = 0;
        TcpExchange first;
        while ((first = asking.peek()) != null && (!first.isAsking() || first.planeDeadlineNs() <= nowNs)) {
            asking.remove();
            if (first.isAsking()) {
                first.planeTimedOut();
                expired++;
            }
        }
        return expired;
    }

    @Override
    long nextExpiryNs() {
        TcpExchange first = asking.peek();
        return first == null ? Actor.NEVER : first.planeDeadlineNs();
    }
}
