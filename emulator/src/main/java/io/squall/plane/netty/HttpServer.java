package io.squall.plane.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.squall.socket.Faults;
import io.squall.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers every HTTP/1.1 request with 204, or with 500 for an error; the peer closes, so it may ask again before. */
final class HttpServer extends StreamServer {
    private static final byte[] NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] ERROR =
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    HttpServer(SocketLoop loop, InetSocketAddress address, Requests requests, Faults faults) {
        super(loop, address, requests, faults);
    }

    @Override
    void accept(SocketLoop onLoop, SocketChannel peer) {
        onLoop.serve(peer, new HttpRequestDecoder(), new Asked(peer));
    }

    private final class Asked extends Connection<HttpObject> {
        Asked(SocketChannel peer) {
            super(peer);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part.decoderResult().isFailure()) {
                SocketLoop.close(context.channel());
            } else if (part instanceof LastHttpContent) {
                requested();
            }
        }

        @Override
        byte[] response(boolean good) {
            return good ? NO_CONTENT : ERROR;
        }
    }
}
