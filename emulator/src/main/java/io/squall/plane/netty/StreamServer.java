package io.squall.plane.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.squall.plane.Service;
import io.squall.socket.Faults;
import io.squall.socket.Lateness;
import io.squall.socket.Slots;
import io.squall.socket.SocketLoop;
import java.net.InetSocketAddress;

/** Takes requests on TCP connections and answers each when the service says so. */
abstract class StreamServer implements Server, Service.Answers {
    private final SocketLoop loop;
    private final Service service;
    private final Lateness answered;
    private final ServerSocketChannel listener;
    private final Slots<Connection<?>> waiting = new Slots<>(64);
    private boolean dead;

    StreamServer(SocketLoop loop, InetSocketAddress address, Service service, Faults faults, Lateness answered) {
        this.loop = loop;
        this.service = service;
        this.answered = answered;
        listener = loop.listen(address, peer -> accept(loop, peer), faults);
    }

    /** Lets a connection be served. */
    abstract void accept(SocketLoop onLoop, SocketChannel peer);

    @Override
    public InetSocketAddress address() {
        return listener.localAddress();
    }

    @Override
    public int poll(long nowNs) {
        return service.poll(nowNs, this);
    }

    @Override
    public long nextDueNs() {
        return service.nextDueNs();
    }

    @Override
    public void answered(long request, long dueNs) {
        waiting.remove((int) request).answer();
        answered.late(dueNs, loop.clock().nowNs() - dueNs);
    }

    @Override
    public void kill() {
        dead = true;
        SocketLoop.close(listener);
    }

    /** One connection, which hears of its requests as messages of a type. */
    abstract class Connection<T> extends SimpleChannelInboundHandler<T> {
        private final SocketChannel peer;

        Connection(SocketChannel peer) {
            this.peer = peer;
        }

        /** What to send now. */
        abstract byte[] response();

        /** A request is complete. */
        final void requested() {
            service.accept(waiting.add(this), loop.clock().nowNs());
        }

        /** The peer may have gone: then the work was in vain, but it was done. */
        private void answer() {
            if (dead) {
                SocketLoop.reset(peer);
            } else if (peer.isActive()) {
                loop.send(peer, response());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            SocketLoop.close(context.channel());
        }
    }
}
