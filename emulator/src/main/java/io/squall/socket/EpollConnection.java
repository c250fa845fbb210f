package io.squall.socket;

import io.netty.channel.IoOps;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * On one socket for as long as its connections end with RST: what {@code connect} to no address (AF_UNSPEC, connect(2)) does is what
 * {@code close} does with SO_LINGER 0, but the socket, its place in epoll and its options stay. The next connection has a port of its own.
 */
final class EpollConnection extends Connection implements EpollIoHandle {
    private static final int IPPROTO_IP = 0;
    private static final int IP_BIND_ADDRESS_NO_PORT = 24;
    // By edges: a socket that waits for its next connection is always hung up, and need not be told so again and again.
    private static final EpollIoOps ANSWERS = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET);
    private static final EpollIoOps ROOM_TOO = ANSWERS.with(EpollIoOps.EPOLLOUT);

    private @Nullable LinuxSocket socket;
    private boolean hasWaited;

    EpollConnection(SocketLoop loop, Owner owner) {
        super(loop, owner);
    }

    private LinuxSocket socket() {
        return Objects.requireNonNull(socket);
    }

    @Override
    public FileDescriptor fd() {
        return socket();
    }

    @Override
    void create() throws IOException {
        socket = LinuxSocket.newSocketStream(SocketProtocolFamily.INET);
        // The port is chosen by connect(), from the four-tuple: bind() would have to search for it.
        socket.setIntOpt(IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    }

    @Override
    void connect(InetSocketAddress from, InetSocketAddress to) throws IOException {
        socket().bind(from);
        socket().connect(to);
    }

    /** On loopback a connection stands when {@code connect} returns, and is never waited for. */
    @Override
    IoOps interest(boolean room) {
        hasWaited |= room;
        return hasWaited ? ROOM_TOO : ANSWERS;
    }

    @Override
    int write(ByteBuffer bytes) throws IOException {
        return socket().send(bytes, bytes.position(), bytes.limit());
    }

    @Override
    int read(ByteBuffer into) throws IOException {
        return socket().recv(into, 0, into.capacity());
    }

    @Override
    void abort() throws IOException {
        try {
            socket().disconnect();
        } catch (IOException e) {
            socket().setSoLinger(0);
            close();
        }
    }

    @Override
    void closeSocket() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
