package io.squall.plane.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.squall.socket.Faults;
import io.squall.socket.Slots;
import io.squall.socket.SocketLoop;
import java.net.InetSocketAddress;

/** Takes a request of 16 bytes a connection and echoes it when the plane says so, or one byte of it for an error; the peer closes. */
final class ExchangeServer implements Server {
    private static final int REQUEST_BYTES = 16;

    private final SocketLoop loop;
    private final Requests requests;
    private final ServerSocketChannel listener;
    private final Slots<Connection> waiting = new Slots<>(64);
    private boolean dead;

    ExchangeServer(SocketLoop loop, InetSocketAddress address, Requests requests, Faults faults) {
        this.loop = loop;
        this.requests = requests;
        listener = loop.listen(address, this::accept, faults);
    }

    private void accept(SocketChannel peer) {
        loop.serve(peer, new Connection(peer));
    }

    @Override
    public InetSocketAddress address() {
        return listener.localAddress();
    }

    @Override
    public void answered(int request, boolean good) {
        waiting.remove(request).answer(good);
    }

    @Override
    public void kill() {
        dead = true;
        SocketLoop.close(listener);
    }

    private final class Connection extends SimpleChannelInboundHandler<ByteBuf> {
        private final SocketChannel peer;
        private final byte[] request = new byte[REQUEST_BYTES];
        private int received;

        Connection(SocketChannel peer) {
            this.peer = peer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            int taken = Math.min(bytes.readableBytes(), REQUEST_BYTES - received);
            bytes.readBytes(request, received, taken);
            received += taken;
            if (taken > 0 && received == REQUEST_BYTES) {
                requests.accept(waiting.add(this));
            }
        }

        /** The peer may have gone: then the work was in vain, but it was done. */
        void answer(boolean good) {
            if (dead) {
                SocketLoop.reset(peer);
            } else if (peer.isActive()) {
                var _ = peer.writeAndFlush(
                        loop.outgoing().writeBytes(request, 0, good ? REQUEST_BYTES : 1), peer.voidPromise());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            SocketLoop.close(context.channel());
        }
    }
}
