package io.squall.boundary.relay;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.squall.socket.Faults;
import io.squall.socket.NoSocketException;
import io.squall.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receives the datagrams of one class, and keeps a socket to the plane for each client that sends them. */
final class UdpGate extends Gate {
    /** Clients that are remembered; beyond it the one that was silent for longest is forgotten. */
    private static final int MAX_FLOWS = 4096;

    final SocketLoop loop;
    final Crossing crossing;
    final Faults planeFaults;
    private final InetSocketAddress plane;
    private final DatagramChannel listener;
    private final Map<InetSocketAddress, UdpFlow> flows = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, UdpFlow> eldest) {
            if (size() <= MAX_FLOWS) {
                return false;
            }
            eldest.getValue().close();
            return true;
        }
    };

    UdpGate(SocketLoop loop, Crossing crossing, int trafficClass, Route route, Faults planeFaults) {
        super(trafficClass, route);
        this.loop = loop;
        this.crossing = crossing;
        this.planeFaults = planeFaults;
        plane = route.plane();
        listener = loop.receive(route.inlet().address(), new Receiver());
    }

    @Override
    InetSocketAddress address() {
        return listener.localAddress();
    }

    InetSocketAddress plane() {
        return plane;
    }

    /** Sends to a client from the address to which it sent. */
    void answer(InetSocketAddress client, byte[] payload) {
        DatagramPacket answer = new DatagramPacket(loop.outgoing().writeBytes(payload), client);
        var _ = listener.writeAndFlush(answer, listener.voidPromise());
    }

    private @Nullable UdpFlow flow(InetSocketAddress client) {
        UdpFlow known = flows.get(client);
        if (known != null) {
            return known;
        }
        try {
            UdpFlow opened = new UdpFlow(this, client);
            flows.put(client, opened);
            return opened;
        } catch (NoSocketException e) {
            planeFaults.count(e);
            return null;
        }
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            arrived.increment();
            UdpFlow flow = flow(packet.sender());
            if (flow != null) {
                flow.carry(packet.content(), false);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // An answer to a client that has closed its socket: its loss is the client's own.
        }
    }
}
