package io.squall.socket;

import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A dialogue on a socket of Linux. */
final class EpollDialogue extends Dialogue implements EpollIoHandle {
    private static final int SOL_SOCKET = 1;
    private static final int SO_TIMESTAMPNS = 35;

    private final LinuxSocket socket;
    private final long address;
    private final @Nullable Stamps stamps;

    private EpollDialogue(LinuxSocket connected, ByteBuffer buffer, Reader reader, @Nullable Stamps stamps) {
        super(EpollIoOps.EPOLLIN, buffer, reader);
        socket = connected;
        address = Buffer.memoryAddress(buffer);
        this.stamps = stamps;
    }

    static EpollDialogue of(
            LinuxSocket bound, InetSocketAddress to, ByteBuffer buffer, Reader reader, @Nullable Stamps stamps)
            throws IOException {
        try {
            bound.connect(to);
            if (stamps != null) {
                bound.setIntOpt(SOL_SOCKET, SO_TIMESTAMPNS, 1);
            }
            return new EpollDialogue(bound, buffer, reader, stamps);
        } catch (IOException e) {
            bound.close();
            throw e;
        }
    }

    @Override
    public boolean send() throws IOException {
        return socket.sendAddress(address, 0, buffer.position()) > 0;
    }

    @Override
    int read() throws IOException {
        buffer.clear();
        return stamps == null
                ? socket.recvAddress(address, 0, buffer.capacity())
                : stamps.receive(socket.intValue(), address, buffer.capacity());
    }

    @Override
    public boolean isStamped() {
        return stamps != null;
    }

    @Override
    long agoNs() {
        return stamps == null ? 0 : stamps.agoNs();
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    void closeSocket() throws IOException {
        socket.close();
    }
}
