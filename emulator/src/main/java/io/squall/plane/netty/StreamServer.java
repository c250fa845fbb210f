package io.squall.plane.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.squall.socket.Faults;
import io.squall.socket.Slots;
import io.squall.socket.SocketLoop;
import java.net.InetSocketAddress;

/** Takes requests on TCP connections and answers each when the service says so. */
abstract class StreamServer implements Server {
    private final SocketLoop loop;
    private final Requests requests;
    private final ServerSocketChannel listener;
    private final Slots<Connection<?>> waiting = new Slots<>(64);
    private boolean dead;

    StreamServer(SocketLoop loop, InetSocketAddress address, Requests requests, Faults faults) {
        this.loop = loop;
        this.requests = requests;
        listener = loop.listen(address, peer -> accept(loop, peer), faults);
    }

    /** Lets a connection be served. */
    abstract void accept(SocketLoop onLoop, SocketChannel peer);

    @Override
    public InetSocketAddress address() {
        return listener.localAddress();
    }

    @Override
    public void answered(int request, boolean good) {
        waiting.remove(request).answer(good);
    }

    /** The relay, which hears of it, keeps silent towards the client. */
    @Override
    public void dropped(int request) {
        SocketLoop.reset(waiting.remove(request).peer);
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
        abstract byte[] response(boolean good);

        /** A request is complete. */
        final void requested() {
            requests.accept(waiting.add(this));
        }

        /** The peer may have gone: then the work was in vain, but it was done. */
        private void answer(boolean good) {
            if (dead) {
                SocketLoop.reset(peer);
            } else if (peer.isActive()) {
                loop.send(peer, response(good));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            SocketLoop.close(context.channel());
        }
    }
}
