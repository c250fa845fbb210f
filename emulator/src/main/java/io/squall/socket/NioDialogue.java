package io.squall.socket;

import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;

/** A dialogue on a channel of the JDK. */
final class NioDialogue extends Dialogue implements NioIoHandle {
    private final DatagramChannel channel;

    private NioDialogue(DatagramChannel connected, ByteBuffer buffer, Reader reader) {
        super(NioIoOps.READ, buffer, reader);
        channel = connected;
    }

    static NioDialogue of(DatagramChannel bound, InetSocketAddress to, ByteBuffer buffer, Reader reader)
            throws IOException {
        try {
            bound.connect(to).configureBlocking(false);
            return new NioDialogue(bound, buffer, reader);
        } catch (IOException e) {
            bound.close();
            throw e;
        }
    }

    @Override
    public boolean send() throws IOException {
        return channel.write(buffer.flip()) > 0;
    }

    @Override
    int read() throws IOException {
        return channel.read(buffer.clear());
    }

    @Override
    public SelectableChannel selectableChannel() {
        return channel;
    }

    @Override
    void closeSocket() throws IOException {
        channel.close();
    }
}
