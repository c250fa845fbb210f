package io.squall.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import io.squall.time.Clock;
import io.squall.time.Idle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one thread: the thread's own duty cycle drives them by idling.
 *
 * <pre>
 *     turn:  doWork(now) ─► nextDueNs() ─► idle(due − now):  waits for I/O or for the instant, then handles what has come
 * </pre>
 *
 * <p>Any one thread may make it and open listeners and datagram sockets on it; from the first {@link #idle} on it belongs to
 * the thread that called that, which also closes it.
 */
public final class SocketLoop implements Idle, AutoCloseable {
    /** A mailbox has no wake-up: it is seen within this time. */
    private static final long LONGEST_WAIT_NS = 5_000_000;

    private static final long MS = 1_000_000;

    private final Sockets sockets;
    private final Clock clock;
    private final ManualIoEventLoop loop;
    private final EventLoopGroup registry;
    private final ReusableBuffer incoming = new ReusableBuffer();
    private final ReusableBuffer outgoing = new ReusableBuffer();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(ReusableBuffer.BYTES);
    private final RecvByteBufAllocator reading = incoming.forReading();
    private final ByteBuffer arrivals = ByteBuffer.allocateDirect(ReusableBuffer.BYTES);
    private boolean adopted;

    public SocketLoop(Clock clock) {
        this(Sockets.best(), clock);
    }

    /** @param clock stamps what happens on these sockets */
    public SocketLoop(Sockets sockets, Clock clock) {
        this.sockets = sockets;
        this.clock = clock;
        loop = new ManualIoEventLoop(null, sockets.ioHandlers());
        registry = loop;
    }

    public Clock clock() {
        return clock;
    }

    @Override
    public void idle(long waitNs) {
        adopt();
        long wait = Math.min(waitNs, LONGEST_WAIT_NS);
        // NIO counts in milliseconds. Below one it does not wait at all: exact, at the price of a busy core.
        if (wait <= 0 || (wait < MS && !sockets.waitsPrecisely())) {
            loop.runNow();
        } else {
            loop.run(wait);
        }
    }

    /** The current thread drives this loop from now on; what was opened before gets under way. */
    public void adopt() {
        if (!adopted) {
            adopted = true;
            loop.setOwningThread(Thread.currentThread());
            loop.runNow();
        }
    }

    /**
     * A TCP socket, not yet connected. Only on the loop's own thread.
     *
     * @throws NoSocketException if this host has none left
     */
    public SocketChannel stream(ChannelHandler... handlers) {
        adopt();
        SocketChannel channel = opened(sockets::stream);
        // Deadlines are Squall's own timers.
        channel.config().setConnectTimeoutMillis(0);
        return register(channel, handlers);
    }

    /** A TCP connection, not yet open. Only on the loop's own thread. */
    public Connection connection(Connection.Owner owner) {
        adopt();
        return sockets.connection(this, owner);
    }

    /** On the loop's own thread. */
    IoRegistration register(IoHandle handle) throws IOException {
        Future<IoRegistration> done = loop.register(handle);
        if (!done.isSuccess()) {
            throw new IOException(done.cause());
        }
        return done.getNow();
    }

    /** An empty buffer, for what is heard at once. */
    ByteBuffer arrivals() {
        return arrivals.clear();
    }

    /** A TCP connection that a listener has accepted. Only on the loop's own thread. */
    public void serve(SocketChannel accepted, ChannelHandler... handlers) {
        register(accepted, handlers);
    }

    /**
     * A UDP socket, not yet bound.
     *
     * @throws NoSocketException if this host has none left
     */
    public DatagramChannel datagram(ChannelHandler... handlers) {
        return register(opened(sockets::datagram), handlers);
    }

    /**
     * Listens for TCP connections.
     *
     * @param address port 0 lets the kernel choose
     * @param accepted takes each connection and passes it to {@link #serve}
     * @param faults counts those that could not be accepted
     * @throws PortBusyException if somebody else has the port
     */
    public ServerSocketChannel listen(InetSocketAddress address, Consumer<SocketChannel> accepted, Faults faults) {
        ServerSocketChannel listener;
        try {
            listener = sockets.listener(address);
        } catch (IOException | ChannelException e) {
            throw Sockets.cannotBind(address, e);
        }
        listener.pipeline().addLast(new Acceptor(accepted, faults));
        var _ = registry.register(listener);
        return listener;
    }

    /**
     * A UDP socket that waits for datagrams.
     *
     * @param address port 0 lets the kernel choose
     * @throws PortBusyException if somebody else has the port
     */
    public DatagramChannel receive(InetSocketAddress address, ChannelHandler... handlers) {
        DatagramChannel receiver;
        try {
            receiver = sockets.receiver(address);
        } catch (IOException | ChannelException e) {
            throw Sockets.cannotBind(address, e);
        }
        return register(receiver, handlers);
    }

    /**
     * A socket that waits for one-way datagrams.
     *
     * @param address port 0 lets the kernel choose
     * @param reader gets the {@link PushDatagram}s that one call brought, one behind the other; the buffer is read again after that
     * @throws PortBusyException if somebody else has the port
     */
    public VolleyReceiver receiveVolleys(InetSocketAddress address, Consumer<ByteBuffer> reader) {
        try {
            return watched(sockets.volleys(address, reader));
        } catch (IOException | ChannelException e) {
            throw Sockets.cannotBind(address, e);
        }
    }

    private <W extends Watched> W watched(W socket) {
        var _ = loop.register(socket).addListener(done -> {
            if (done.isSuccess()) {
                socket.registered((IoRegistration) done.getNow());
            }
        });
        return socket;
    }

    /**
     * A connected UDP socket for requests and answers of {@link ReusableBuffer#BYTES} at the most.
     *
     * @param from port 0 lets the kernel choose
     * @param stamps of this loop's thread; used where the sockets are the kernel's own
     * @throws NoSocketException if this host has none left
     */
    public Dialogue dialogue(
            InetSocketAddress from, InetSocketAddress to, Dialogue.Reader reader, @Nullable Stamps stamps) {
        try {
            return watched(sockets.dialogue(from, to, datagram, reader, stamps));
        } catch (IOException | ChannelException e) {
            throw new NoSocketException("no socket can be opened at " + from + ": " + e.getMessage(), e);
        }
    }

    /**
     * A way for one-way datagrams to leave together.
     *
     * @param from a socket each, in turn; port 0 lets the kernel choose
     * @param faults counts what could not leave at the first try
     * @throws NoSocketException if this host has none left
     */
    public Volley volley(List<InetSocketAddress> from, InetSocketAddress to, Faults faults) {
        List<Line> lines = new ArrayList<>();
        for (InetSocketAddress address : from) {
            try {
                lines.add(sockets.line(address, to));
            } catch (IOException | ChannelException e) {
                throw Sockets.cannotBind(address, e);
            }
        }
        return new Volley(lines, faults);
    }

    private static <C> C opened(Supplier<C> socket) {
        try {
            return socket.get();
        } catch (ChannelException e) {
            throw new NoSocketException("no socket can be opened: " + e.getMessage(), e);
        }
    }

    private <C extends Channel> C register(C channel, ChannelHandler... handlers) {
        channel.config().setRecvByteBufAllocator(reading);
        channel.pipeline().addLast(handlers);
        var _ = registry.register(channel);
        return channel;
    }

    /**
     * An empty buffer of 4 KiB for one small write: fill it and hand it to a channel of this loop at once, with a flush.
     */
    public ByteBuf outgoing() {
        return outgoing.take();
    }

    /** Writes any number of bytes to a TCP connection of this loop. */
    public void send(SocketChannel to, byte[] bytes) {
        for (int from = 0; from < bytes.length; from += ReusableBuffer.BYTES) {
            ByteBuf piece = outgoing().writeBytes(bytes, from, Math.min(ReusableBuffer.BYTES, bytes.length - from));
            var _ = to.writeAndFlush(piece, to.voidPromise());
        }
    }

    /** Closes with RST, so that neither side keeps a TIME_WAIT. */
    public static void reset(SocketChannel channel) {
        try {
            channel.config().setSoLinger(0);
        } catch (ChannelException e) {
            // It is closed already, or was never connected.
        }
        close(channel);
    }

    /** Closes with FIN, where the protocol has one. */
    public static void close(Channel channel) {
        var _ = channel.close();
    }

    /**
     * Closes every socket of this loop.
     *
     * @throws IllegalStateException on another thread than the one that drives it
     */
    @Override
    public void close() {
        adopt();
        if (!loop.inEventLoop()) {
            throw new IllegalStateException("a socket loop is closed by the thread that drives it");
        }
        if (loop.isTerminated()) {
            return;
        }
        var _ = loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        while (!loop.isTerminated()) {
            loop.runNow();
        }
        incoming.release();
        outgoing.release();
    }
}
