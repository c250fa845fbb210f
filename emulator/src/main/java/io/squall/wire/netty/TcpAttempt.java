package io.squall.wire.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.squall.socket.Fault;
import io.squall.socket.SocketLoop;
import io.squall.wire.Outcome;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link TcpWire}, and what its socket reports. */
final class TcpAttempt extends ChannelInboundHandlerAdapter implements ChannelFutureListener {
    private final TcpWire wire;
    private final long attempt;
    private final long sentNs;
    private @Nullable SocketChannel channel;

    TcpAttempt(TcpWire wire, long attempt, long sentNs) {
        this.wire = wire;
        this.attempt = attempt;
        this.sentNs = sentNs;
    }

    long attempt() {
        return attempt;
    }

    long sentNs() {
        return sentNs;
    }

    void open(SocketLoop loop) {
        channel = loop.stream(this);
    }

    /** Begins to connect; what becomes of it later reaches the wire by itself, but not what is known on return. */
    ChannelFuture connect(InetSocketAddress from, InetSocketAddress to) {
        ChannelFuture connected = Objects.requireNonNull(channel).connect(to, from);
        return connected.isDone() ? connected : connected.addListener(this);
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
            wire.finish(this, refused ? Outcome.REFUSED : Outcome.RESET);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var _ = context.writeAndFlush(wire.request(this), context.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object answer) {
        // A good answer repeats the request; an error is a single byte of it.
        boolean good = ((ByteBuf) answer).readableBytes() > 1;
        ReferenceCountUtil.release(answer);
        wire.finish(this, good ? Outcome.ANSWERED : Outcome.ERROR);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        wire.finish(this, Outcome.RESET);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        wire.finish(this, Outcome.RESET);
    }
}
