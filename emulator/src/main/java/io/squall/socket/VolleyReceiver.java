package io.squall.socket;

import io.netty.channel.IoEvent;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A bound socket for one-way datagrams: one system call may bring many (UDP_GRO), and no object is made for any. */
public abstract class VolleyReceiver extends Watched {
    private static final int READS_A_TURN = 16;
    private static final int LARGEST = 1 << 16;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
    private final Consumer<ByteBuffer> reader;

    VolleyReceiver(IoOps reading, Consumer<ByteBuffer> reader) {
        super(reading);
        this.reader = reader;
    }

    public abstract InetSocketAddress localAddress();

    /** Reads what has come into an empty buffer. @return 0 or less if nothing has */
    abstract int read(ByteBuffer into) throws IOException;

    @Override
    public final void handle(IoRegistration registered, IoEvent event) {
        try {
            for (int i = 0; i < READS_A_TURN; i++) {
                int bytes = registered.isValid() ? read(buffer.clear()) : 0;
                if (bytes <= 0) {
                    return;
                }
                reader.accept(buffer.limit(bytes).position(0));
            }
        } catch (IOException e) {
            // Nothing is sent from here, so no peer can fail; what cannot be read is missed where it was to be counted.
        }
    }
}
