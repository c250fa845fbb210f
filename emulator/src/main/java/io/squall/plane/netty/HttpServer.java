package io.squall.plane.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.squall.plane.Service;
import io.squall.socket.Faults;
import io.squall.socket.Lateness;
import io.squall.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers every HTTP/1.1 request with 204; the peer closes, so it may ask again before. */
final class HttpServer extends StreamServer {
    private static final byte[] NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    HttpServer(SocketLoop loop, InetSocketAddress address, Service service, Faults faults, Lateness answered) {
        super(loop, address, service, faults, answered);
    }

    @Override
    void accept(SocketLoop onLoop, SocketChannel peer) {
        onLoop.serve(peer, new HttpRequestDecoder(), new Requests(peer));
    }

    private final class Requests extends Connection<HttpObject> {
        Requests(SocketChannel peer) {
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
        byte[] response() {
            return NO_CONTENT;
        }
    }
}
