package io.squall.socket;

import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A dialogue on a socket of Linux. */
final class EpollDialogue extends Dialogue implements EpollIoHandle {
    private final LinuxSocket socket;
    private final long address;

    private EpollDialogue(LinuxSocket connected, ByteBuffer buffer, Reader reader) {
        super(EpollIoOps.EPOLLIN, buffer, reader);
        socket = connected;
        address = Buffer.memoryAddress(buffer);
    }

    static EpollDialogue of(LinuxSocket bound, InetSocketAddress to, ByteBuffer buffer, Reader reader)
            throws IOException {
        try {
            bound.connect(to);
            return new EpollDialogue(bound, buffer, reader);
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
        return socket.recvAddress(address, 0, buffer.capacity());
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
