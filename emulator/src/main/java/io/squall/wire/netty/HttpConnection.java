package io.squall.wire.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.squall.socket.Fault;
import io.squall.socket.SocketLoop;
import io.squall.wire.Outcome;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection of an {@link HttpWire}: bodies are thrown away as they come, so a response of any length needs no memory. */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> implements ChannelFutureListener {
    private static final int FIRST_BAD_STATUS = 500;

    private final HttpWire wire;
    private @Nullable SocketChannel channel;
    private long attempt;
    private boolean idle;
    private boolean usedBefore;
    private boolean responding;
    private @Nullable HttpResponse response;

    HttpConnection(HttpWire wire, long attempt) {
        this.wire = wire;
        this.attempt = attempt;
    }

    /** The latest. */
    long attempt() {
        return attempt;
    }

    /** Whether its latest attempt is over. */
    boolean isIdle() {
        return idle;
    }

    void open(SocketLoop loop) {
        channel = loop.stream(new HttpResponseDecoder(), this);
    }

    /** Begins to connect; what becomes of it later reaches the wire by itself, but not what is known on return. */
    ChannelFuture connect(InetSocketAddress from, InetSocketAddress to) {
        ChannelFuture connected = Objects.requireNonNull(channel).connect(to, from);
        return connected.isDone() ? connected : connected.addListener(this);
    }

    /** The next attempt of its source. */
    void ask(long next) {
        attempt = next;
        idle = false;
        responding = false;
        request();
    }

    private void request() {
        wire.loop().send(Objects.requireNonNull(channel), wire.request());
    }

    void close(TcpWire.Close how) {
        if (channel == null) {
            return;
        }
        if (how == TcpWire.Close.RST) {
            SocketLoop.reset(channel);
        } else {
            SocketLoop.close(channel);
        }
    }

    @Override
    public void operationComplete(ChannelFuture connected) {
        if (!connected.isSuccess()) {
            boolean refused = Fault.of(connected.cause()) == Fault.REFUSED;
            wire.finish(this, refused ? Outcome.REFUSED : Outcome.RESET, false);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        request();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (idle) {
            // Nobody asked: what follows could be taken for the answer to the next request.
            wire.lost(this, false);
            return;
        }
        responding = true;
        if (part.decoderResult().isFailure()) {
            boolean cutOff = part.decoderResult().cause() instanceof PrematureChannelClosureException;
            wire.finish(this, cutOff ? Outcome.RESET : Outcome.ERROR, false);
            return;
        }
        if (part instanceof HttpResponse begun) {
            response = begun;
        }
        // After an informational response the final one follows (RFC 9110 §15.2).
        if (part instanceof LastHttpContent
                && response != null
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            complete(response);
        }
    }

    private void complete(HttpResponse received) {
        idle = true;
        usedBefore = true;
        response = null;
        boolean no = received.status().code() >= FIRST_BAD_STATUS;
        wire.finish(this, no ? Outcome.ERROR : Outcome.ANSWERED, HttpUtil.isKeepAlive(received));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        wire.lost(this, usedBefore && !responding);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        wire.lost(this, usedBefore && !responding);
    }
}
