package io.squall.plane.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import io.squall.time.Actor;
import java.net.InetSocketAddress;

/** Writes a receipt for each attempt that a datagram names in its first 8 bytes. */
final class SinkServer extends SimpleChannelInboundHandler<DatagramPacket> implements Server {
    private final SocketLoop loop;
    private final ReceiptQueue receipts;
    private final DatagramChannel receiver;

    SinkServer(SocketLoop loop, InetSocketAddress address, ReceiptQueue receipts) {
        this.loop = loop;
        this.receipts = receipts;
        receiver = loop.receive(address, this);
    }

    @Override
    public InetSocketAddress address() {
        return receiver.localAddress();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket push) {
        // What comes from an address of no source's is no attempt, whatever its first bytes are.
        boolean ours = SourceAddress.sourceOf(push.sender().getAddress()) != SourceAddress.NO_SOURCE;
        if (ours && push.content().readableBytes() >= Long.BYTES) {
            receipts.add(push.content().readLong(), loop.clock().nowNs());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Nothing is ever sent from here, so there is no peer to fail.
    }

    @Override
    public int poll(long nowNs) {
        return 0;
    }

    @Override
    public long nextDueNs() {
        return Actor.NEVER;
    }

    @Override
    public void kill() {
        SocketLoop.close(receiver);
    }
}
