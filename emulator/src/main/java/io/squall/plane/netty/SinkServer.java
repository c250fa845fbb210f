package io.squall.plane.netty;

import io.squall.socket.PushDatagram;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.socket.VolleyReceiver;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Writes a receipt for each push. */
final class SinkServer implements Server {
    private final SocketLoop loop;
    private final ReceiptQueue receipts;
    private final VolleyReceiver receiver;

    SinkServer(SocketLoop loop, InetSocketAddress address, ReceiptQueue receipts) {
        this.loop = loop;
        this.receipts = receipts;
        receiver = loop.receiveVolleys(address, this::received);
    }

    @Override
    public InetSocketAddress address() {
        return receiver.localAddress();
    }

    private void received(ByteBuffer pushes) {
        long nowNs = loop.clock().nowNs();
        for (int at = 0; at + PushDatagram.BYTES <= pushes.limit(); at += PushDatagram.BYTES) {
            if (PushDatagram.isOurs(pushes, at)) {
                receipts.add(PushDatagram.attempt(pushes, at), nowNs);
            }
        }
    }

    @Override
    public void answered(int request, boolean good) {
        throw new IllegalStateException("a sink asks for no answers");
    }

    @Override
    public void kill() {
        receiver.close();
    }
}
