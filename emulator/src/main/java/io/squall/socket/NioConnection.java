package io.squall.socket;

import io.netty.channel.IoOps;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** On a socket of its own each time: the JDK connects none twice. */
final class NioConnection extends Connection implements NioIoHandle {
    private @Nullable SocketChannel channel;

    NioConnection(SocketLoop loop, Owner owner) {
        super(loop, owner);
    }

    private SocketChannel channel() {
        return Objects.requireNonNull(channel);
    }

    @Override
    public SelectableChannel selectableChannel() {
        return channel();
    }

    @Override
    void create() throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.INET);
        channel.configureBlocking(false);
    }

    @Override
    void connect(InetSocketAddress from, InetSocketAddress to) throws IOException {
        channel().bind(from).connect(to);
    }

    @Override
    IoOps interest(boolean room) {
        if (room) {
            return channel().isConnected() ? NioIoOps.READ_AND_WRITE : NioIoOps.CONNECT;
        }
        return NioIoOps.READ;
    }

    @Override
    int write(ByteBuffer bytes) throws IOException {
        return channel().finishConnect() ? channel().write(bytes) : 0;
    }

    @Override
    int read(ByteBuffer into) throws IOException {
        return channel().isConnected() ? channel().read(into) : 0;
    }

    @Override
    void abort() throws IOException {
        channel().setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    @Override
    void closeSocket() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
