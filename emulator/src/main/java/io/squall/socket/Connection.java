package io.squall.socket;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection that asks and hears what is answered. When it has ended it can be opened again, from another address.
 *
 * <pre>
 *     open ─► the request leaves, as soon as it can ─► heard … ─► reset or close ─► open …
 *                                                  └─► lost: never connected, or ended by the peer
 * </pre>
 *
 * An event says only that the socket should be looked at. So one that was meant for the connection before does no harm.
 */
public abstract class Connection implements IoHandle {
    /** Whose connection it is, and who ends it. */
    public interface Owner {
        /** What to ask: a direct buffer from 0 to its limit, the same until all of it has left. */
        ByteBuffer request();

        /** Something has come. Nothing of it is there any more on return. */
        void heard(ByteBuffer bytes);

        /** There will be nothing more; without a fault the peer has closed, as one does who has said all. */
        void lost(@Nullable Fault fault);
    }

    private static final int READS_A_TURN = 16;

    private final SocketLoop loop;
    private final Owner owner;
    private @Nullable IoRegistration registration;
    private @Nullable IoOps watched;
    private boolean open;
    private boolean asked;
    private int written;

    Connection(SocketLoop loop, Owner owner) {
        this.loop = loop;
        this.owner = owner;
    }

    /** Makes a socket. */
    abstract void create() throws IOException;

    /** Begins to connect. */
    abstract void connect(InetSocketAddress from, InetSocketAddress to) throws IOException;

    /** What to be told of, and whether the request still waits for the connection, or for room to write. */
    abstract IoOps interest(boolean room);

    /** @return bytes written, 0 if none can be now */
    abstract int write(ByteBuffer bytes) throws IOException;

    /** @return bytes read, 0 if there are none yet, negative if none will come */
    abstract int read(ByteBuffer into) throws IOException;

    /** Ends the connection with RST. The socket may stay, for the next. */
    abstract void abort() throws IOException;

    /** Ends the connection with FIN, and the socket. There may be none. */
    abstract void closeSocket() throws IOException;

    /**
     * Begins to connect, and to ask. What becomes of it later the owner hears, perhaps before this returns.
     *
     * @throws NoSocketException if it cannot even begin
     */
    public final void open(InetSocketAddress from, InetSocketAddress to) {
        try {
            if (registration == null) {
                create();
                registration = loop.register(this);
                watched = null;
            }
            connect(from, to);
        } catch (IOException | ChannelException e) {
            close();
            throw new NoSocketException("no connection to " + to + ": " + e.getMessage(), e);
        }
        open = true;
        ask();
    }

    /** Asks, over a connection that is open. */
    public final void ask() {
        asked = false;
        written = 0;
        try {
            tell();
        } catch (IOException | NotYetConnectedException e) {
            owner.lost(Fault.of(e));
        }
    }

    private void tell() throws IOException {
        ByteBuffer request = owner.request();
        written += write(request.position(written));
        asked = written == request.limit();
        IoOps wanted = interest(!asked);
        if (!wanted.equals(watched)) {
            watch(wanted);
        }
    }

    private void watch(IoOps ops) {
        watched = ops;
        if (registration != null) {
            registration.submit(ops);
        }
    }

    @Override
    public final void handle(IoRegistration registered, IoEvent event) {
        try {
            if (open && !asked) {
                tell();
            }
            for (int i = 0; open && i < READS_A_TURN; i++) {
                ByteBuffer bytes = loop.arrivals();
                int count = read(bytes);
                if (count == 0) {
                    return;
                }
                if (count < 0) {
                    owner.lost(null);
                } else {
                    owner.heard(bytes.limit(count).position(0));
                }
            }
            if (open && watched != null) {
                // There may be more, and of that nobody would tell again.
                watch(watched);
            }
        } catch (IOException | NotYetConnectedException e) {
            owner.lost(Fault.of(e));
        }
    }

    /** Ends it with RST: neither side keeps a TIME_WAIT. */
    public final void reset() {
        if (open) {
            open = false;
            try {
                abort();
            } catch (IOException e) {
                close();
            }
        }
    }

    /** Ends it with FIN, if it is open, and gives back what it holds. */
    @Override
    public final void close() {
        open = false;
        IoRegistration held = registration;
        registration = null;
        try {
            closeSocket();
        } catch (IOException e) {
            // It is gone all the same.
        }
        // In this order epoll forgets the socket by itself.
        if (held != null) {
            held.cancel();
        }
    }
}
