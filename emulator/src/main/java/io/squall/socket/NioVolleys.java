package io.squall.socket;

import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.util.function.Consumer;

/** One-way datagrams where nothing carries more than one at once. */
final class NioVolleys {
    private NioVolleys() {}

    static DatagramChannel bound(InetSocketAddress address, int receiveBytes) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
            channel.bind(address);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    record Sender(DatagramChannel channel) implements Line {
        static Sender of(DatagramChannel bound, InetSocketAddress to) throws IOException {
            bound.connect(to).configureBlocking(false);
            return new Sender(bound);
        }

        @Override
        public int most() {
            return 1;
        }

        @Override
        public boolean send(ByteBuffer datagrams) throws IOException {
            return channel.write(datagrams) > 0;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    static final class Receiver extends VolleyReceiver implements NioIoHandle {
        private final DatagramChannel channel;

        Receiver(DatagramChannel bound, Consumer<ByteBuffer> reader) throws IOException {
            super(NioIoOps.READ, reader);
            bound.configureBlocking(false);
            channel = bound;
        }

        @Override
        public InetSocketAddress localAddress() {
            return (InetSocketAddress) channel.socket().getLocalSocketAddress();
        }

        @Override
        public SelectableChannel selectableChannel() {
            return channel;
        }

        @Override
        int read(ByteBuffer into) throws IOException {
            return channel.receive(into) == null ? 0 : into.position();
        }

        @Override
        void closeSocket() throws IOException {
            channel.close();
        }
    }
}
