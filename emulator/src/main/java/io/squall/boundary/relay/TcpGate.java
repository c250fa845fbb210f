package io.squall.boundary.relay;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.squall.time.Actor;
import io.squall.wire.netty.Faults;
import io.squall.wire.netty.SocketLoop;
import io.squall.wire.netty.SourceAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** Accepts the TCP clients of one class. */
final class TcpGate extends Gate {
    /** How long to leave connections in the kernel's queue when no file descriptor is left for them. */
    private static final long PAUSE_MS = 100;

    final SocketLoop loop;
    final Crossing crossing;
    final Faults planeFaults;
    private final Faults acceptFaults;
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
        super(trafficClass);
        this.loop = loop;
        this.crossing = crossing;
        this.planeFaults = planeFaults;
        this.acceptFaults = acceptFaults;
        plane = route.plane();
        listener = loop.listen(SourceAddress.listener(route.port()), new Acceptor());
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

    private final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            arrived.increment();
            new TcpExchange(TcpGate.this, (SocketChannel) accepted).begin();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            acceptFaults.count(cause);
            // The connections still wait, so the kernel would report them again at once, for ever.
            context.channel().config().setAutoRead(false);
            var _ = context.executor()
                    .schedule(() -> context.channel().config().setAutoRead(true), PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }
}
