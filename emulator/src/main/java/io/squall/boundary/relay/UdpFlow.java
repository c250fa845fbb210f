package io.squall.boundary.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.squall.boundary.Device.Admission;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import java.net.InetSocketAddress;

/**
 * The datagrams of one client. Its socket to the plane has the client's own address, so the plane sees who asks, and
 * whatever comes back on it is for that client.
 */
final class UdpFlow extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final int MAX_BYTES = 4096;

    private final UdpGate gate;
    private final InetSocketAddress client;
    private final int source;
    private long flow;
    private final DatagramChannel upstream;

    /** @throws io.squall.socket.NoSocketException if this host has no socket left */
    UdpFlow(UdpGate gate, InetSocketAddress client) {
        this.gate = gate;
        this.client = client;
        source = SourceAddress.sourceOf(client.getAddress());
        upstream = gate.loop.datagram(this);
        var _ = upstream.connect(gate.plane(), new InetSocketAddress(client.getAddress(), 0))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        gate.planeFaults.count(connected.cause());
                    }
                });
    }

    /** Offers a datagram to the boundary. */
    void carry(ByteBuf content, boolean returning) {
        byte[] payload = new byte[Math.min(content.readableBytes(), MAX_BYTES)];
        content.readBytes(payload);
        Datagram datagram = new Datagram(payload);
        flow = returning ? flow : gate.flowOf(source);
        Admission admission = gate.crossing.offer(datagram.slot, gate.trafficClass, returning, source, flow);
        if (admission != Admission.QUEUED) {
            datagram.lost(returning);
        }
    }

    void close() {
        SocketLoop.close(upstream);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket answer) {
        carry(answer.content(), true);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        gate.planeFaults.count(cause);
    }

    private final class Datagram implements Parcel {
        private final byte[] payload;
        private final int slot;

        Datagram(byte[] payload) {
            this.payload = payload;
            slot = gate.crossing.take(this);
        }

        @Override
        public void departed(boolean returning) {
            if (returning) {
                gate.answer(client, payload);
            } else {
                ByteBuf request = gate.loop.outgoing().writeBytes(payload);
                var _ = upstream.writeAndFlush(request, upstream.voidPromise());
            }
            gate.crossing.release(slot);
        }

        @Override
        public void lost(boolean returning) {
            gate.crossing.release(slot);
        }
    }
}
