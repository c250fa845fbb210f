package io.squall.socket;

import io.netty.channel.ChannelException;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.spi.SelectorProvider;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's interface: epoll on Linux, NIO anywhere.
 *
 * <p>Listeners are bound before they meet an event loop, so the thread that wires a run learns the port, or that it is busy,
 * at once, whichever thread will drive the loop. All sockets are IPv4.
 */
public enum Sockets {
    EPOLL {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        SocketChannel stream() {
            return new EpollSocketChannel(SocketProtocolFamily.INET);
        }

        @Override
        Connection connection(SocketLoop loop, Connection.Owner owner) {
            return new EpollConnection(loop, owner);
        }

        @Override
        DatagramChannel datagram() {
            return new EpollDatagramChannel(SocketProtocolFamily.INET);
        }

        @Override
        ServerSocketChannel listener(InetSocketAddress address) throws IOException {
            LinuxSocket socket = LinuxSocket.newSocketStream(SocketProtocolFamily.INET);
            try {
                socket.setReuseAddress(true);
                socket.bind(address);
                socket.listen(BACKLOG);
                return new EpollServerSocketChannel(socket.intValue());
            } catch (IOException | ChannelException e) {
                socket.close();
                throw e;
            }
        }

        @Override
        DatagramChannel receiver(InetSocketAddress address) throws IOException {
            return new EpollDatagramChannel(
                    EpollVolleys.bound(address, RECEIVE_BYTES).intValue());
        }

        @Override
        VolleyReceiver volleys(InetSocketAddress address, Consumer<ByteBuffer> reader) throws IOException {
            return new EpollVolleys.Receiver(EpollVolleys.bound(address, RECEIVE_BYTES), reader);
        }

        @Override
        Line line(InetSocketAddress from, InetSocketAddress to) throws IOException {
            return EpollVolleys.Sender.of(EpollVolleys.bound(from, RECEIVE_BYTES), to);
        }

        @Override
        Dialogue dialogue(
                InetSocketAddress from,
                InetSocketAddress to,
                ByteBuffer buffer,
                Dialogue.Reader reader,
                @Nullable Stamps stamps)
                throws IOException {
            return EpollDialogue.of(EpollVolleys.bound(from, RECEIVE_BYTES), to, buffer, reader, stamps);
        }

        @Override
        boolean waitsPrecisely() {
            return true;
        }
    },
    NIO {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        SocketChannel stream() {
            return new NioSocketChannel(SelectorProvider.provider(), SocketProtocolFamily.INET);
        }

        @Override
        Connection connection(SocketLoop loop, Connection.Owner owner) {
            return new NioConnection(loop, owner);
        }

        @Override
        DatagramChannel datagram() {
            return new NioDatagramChannel(SocketProtocolFamily.INET);
        }

        @Override
        ServerSocketChannel listener(InetSocketAddress address) throws IOException {
            var socket = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.INET);
            try {
                socket.bind(address, BACKLOG);
                return new NioServerSocketChannel(socket);
            } catch (IOException | ChannelException e) {
                socket.close();
                throw e;
            }
        }

        @Override
        DatagramChannel receiver(InetSocketAddress address) throws IOException {
            return new NioDatagramChannel(NioVolleys.bound(address, RECEIVE_BYTES));
        }

        @Override
        VolleyReceiver volleys(InetSocketAddress address, Consumer<ByteBuffer> reader) throws IOException {
            return new NioVolleys.Receiver(NioVolleys.bound(address, RECEIVE_BYTES), reader);
        }

        @Override
        Line line(InetSocketAddress from, InetSocketAddress to) throws IOException {
            return NioVolleys.Sender.of(NioVolleys.bound(from, RECEIVE_BYTES), to);
        }

        @Override
        Dialogue dialogue(
                InetSocketAddress from,
                InetSocketAddress to,
                ByteBuffer buffer,
                Dialogue.Reader reader,
                @Nullable Stamps stamps)
                throws IOException {
            return NioDialogue.of(NioVolleys.bound(from, RECEIVE_BYTES), to, buffer, reader);
        }

        @Override
        boolean waitsPrecisely() {
            return false;
        }
    };

    private static final int BACKLOG = 4096;
    /** Asked for; the kernel gives what its rmem_max allows. */
    private static final int RECEIVE_BYTES = 1 << 22;

    /** Epoll where it is available. */
    public static Sockets best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** Whether one call can carry many datagrams (UDP GSO, Linux 4.18). */
    public boolean segments() {
        return this == EPOLL && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
    }

    abstract IoHandlerFactory ioHandlers();

    abstract SocketChannel stream();

    abstract Connection connection(SocketLoop loop, Connection.Owner owner);

    abstract DatagramChannel datagram();

    abstract ServerSocketChannel listener(InetSocketAddress address) throws IOException;

    abstract DatagramChannel receiver(InetSocketAddress address) throws IOException;

    abstract VolleyReceiver volleys(InetSocketAddress address, Consumer<ByteBuffer> reader) throws IOException;

    abstract Line line(InetSocketAddress from, InetSocketAddress to) throws IOException;

    abstract Dialogue dialogue(
            InetSocketAddress from,
            InetSocketAddress to,
            ByteBuffer buffer,
            Dialogue.Reader reader,
            @Nullable Stamps stamps)
            throws IOException;

    /** Whether a wait of less than a millisecond is possible. */
    abstract boolean waitsPrecisely();

    /** @throws PortBusyException if somebody else has the port */
    static NoSocketException cannotBind(InetSocketAddress address, Exception cause) {
        boolean busy = cause instanceof BindException || Fault.of(cause) == Fault.NO_ADDRESS;
        return busy && address.getPort() != 0
                ? new PortBusyException(address, cause)
                : new NoSocketException("cannot listen on " + address + ": " + cause.getMessage(), cause);
    }
}
