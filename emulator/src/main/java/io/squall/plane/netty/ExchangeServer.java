package io.squall.plane.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.squall.socket.Faults;
import io.squall.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** Takes a request of 16 bytes a connection and echoes it, or one byte of it for an error; the peer closes. */
final class ExchangeServer extends StreamServer {
    private static final int REQUEST_BYTES = 16;

    ExchangeServer(SocketLoop loop, InetSocketAddress address, Requests requests, Faults faults) {
        super(loop, address, requests, faults);
    }

    @Override
    void accept(SocketLoop onLoop, SocketChannel peer) {
        onLoop.serve(peer, new Exchange(peer));
    }

    private final class Exchange extends Connection<ByteBuf> {
        private final byte[] request = new byte[REQUEST_BYTES];
        private int received;

        Exchange(SocketChannel peer) {
            super(peer);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            int taken = Math.min(bytes.readableBytes(), REQUEST_BYTES - received);
            bytes.readBytes(request, received, taken);
            received += taken;
            if (taken > 0 && received == REQUEST_BYTES) {
                requested();
            }
        }

        @Override
        byte[] response(boolean good) {
            return good ? request : Arrays.copyOf(request, 1);
        }
    }
}
