package io.squall.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hands on what a listener accepts. */
final class Acceptor extends ChannelInboundHandlerAdapter {
    /** How long to leave connections in the kernel's queue when no file descriptor is left for them. */
    private static final long PAUSE_MS = 100;

    private final Consumer<SocketChannel> accepted;
    private final Faults faults;

    Acceptor(Consumer<SocketChannel> accepted, Faults faults) {
        this.accepted = accepted;
        this.faults = faults;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object connection) {
        accepted.accept((SocketChannel) connection);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        faults.count(cause);
        // The connections still wait, so the kernel would report them again at once, for ever.
        context.channel().config().setAutoRead(false);
        var _ = context.executor()
                .schedule(() -> context.channel().config().setAutoRead(true), PAUSE_MS, TimeUnit.MILLISECONDS);
    }
}
