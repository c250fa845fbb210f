package io.squall.socket;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** One-way datagrams by the kernel's own means: it cuts up what is sent and puts together what comes (udp(7)). */
final class EpollVolleys {
    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    private static final int UDP_GRO = 104;
    private static final boolean SEGMENTS = EpollDatagramChannel.isSegmentedDatagramPacketSupported();

    private EpollVolleys() {}

    static LinuxSocket bound(InetSocketAddress address, int receiveBytes) throws IOException {
        LinuxSocket socket = LinuxSocket.newSocketDgram(SocketProtocolFamily.INET);
        try {
            socket.setReceiveBufferSize(receiveBytes);
            socket.bind(address);
            return socket;
        } catch (IOException | ChannelException e) {
            socket.close();
            throw e;
        }
    }

    record Sender(LinuxSocket socket) implements Line {
        static Sender of(LinuxSocket bound, InetSocketAddress to) throws IOException {
            bound.connect(to);
            if (SEGMENTS) {
                bound.setIntOpt(SOL_UDP, UDP_SEGMENT, PushDatagram.BYTES);
            }
            return new Sender(bound);
        }

        @Override
        public int most() {
            return SEGMENTS ? Volley.MOST : 1;
        }

        @Override
        public boolean send(ByteBuffer datagrams) throws IOException {
            return socket.send(datagrams, datagrams.position(), datagrams.limit()) > 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    static final class Receiver extends VolleyReceiver implements EpollIoHandle {
        private final LinuxSocket socket;

        Receiver(LinuxSocket bound, Consumer<ByteBuffer> reader) throws IOException {
            super(EpollIoOps.EPOLLIN, reader);
            socket = bound;
            if (SEGMENTS) {
                bound.setIntOpt(SOL_UDP, UDP_GRO, 1);
            }
        }

        @Override
        public InetSocketAddress localAddress() {
            return socket.localAddress();
        }

        @Override
        public FileDescriptor fd() {
            return socket;
        }

        @Override
        int read(ByteBuffer into) throws IOException {
            return socket.recv(into, 0, into.capacity());
        }

        @Override
        void closeSocket() throws IOException {
            socket.close();
        }
    }
}
