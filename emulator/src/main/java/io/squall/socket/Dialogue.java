package io.squall.socket;

import io.netty.channel.IoEvent;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connected datagram socket: what is sent on it, and what comes back. No object is made for either; all that goes and comes on a loop
 * passes through one buffer.
 */
public abstract class Dialogue extends Watched {
    /** Told on the loop's thread. */
    public interface Reader {
        /**
         * Something has come.
         *
         * @param datagram its remaining bytes; they are gone when this returns, or when something is sent
         * @param agoNs how long ago, if the kernel {@link #isStamped says so}; otherwise 0
         */
        void came(ByteBuffer datagram, long agoNs);

        /** The kernel has learned why what was sent did not arrive. */
        void failed(IOException cause);
    }

    final ByteBuffer buffer;
    private final Reader reader;

    Dialogue(IoOps reading, ByteBuffer buffer, Reader reader) {
        super(reading);
        this.buffer = buffer;
        this.reader = reader;
    }

    /** An empty buffer for a datagram to be put into, and sent at once. */
    public final ByteBuffer outgoing() {
        return buffer.clear();
    }

    /**
     * Sends what was put into {@link #outgoing}, and does not wait.
     *
     * @return false if the kernel has no room for it now
     * @throws IOException also for what became of an earlier one, if that was not read yet; then nothing was sent
     */
    public abstract boolean send() throws IOException;

    /** Whether the kernel says when something came. */
    public boolean isStamped() {
        return false;
    }

    /** Of what was read last. */
    long agoNs() {
        return 0;
    }

    /** Reads one datagram into the buffer, from its start. @return its bytes; 0 or less if there is none */
    abstract int read() throws IOException;

    /** One datagram a turn: its loop tells of the next as well, and there is seldom one. */
    @Override
    public final void handle(IoRegistration registered, IoEvent event) {
        try {
            int bytes = read();
            if (bytes > 0) {
                reader.came(buffer.limit(bytes).position(0), agoNs());
            }
        } catch (IOException e) {
            reader.failed(e);
        }
    }
}
