package io.squall.boundary.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.squall.boundary.Device.Admission;
import io.squall.socket.Fault;
import io.squall.socket.NoSocketException;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection, whatever it carries. Client and plane take turns: the first byte of a turn waits for the turn's leg, and
 * what follows streams, until the other side speaks. A turn is one leg, however many bytes it has.
 *
 * <pre>
 *     accepted ─► OUTBOUND ──► OPEN ─────────► ASKING ────────► INBOUND ────► ANSWERING
 *                 leg 1 in     the plane is    the client has   leg 2 in      the answer streams
 *                 the device   connected       spoken           the device        │
 *                    ▲                                                            │ the client speaks again
 *                    └────────────────────────────────────────────────────────────┘
 *     a lost leg, a plane that fails: OVER at once, in silence
 * </pre>
 *
 * A plane that closes after it has answered ends the client's connection, too. The slot is free when the exchange is OVER and
 * the client has gone, in either order. A client that closes its sending half counts as gone.
 */
final class TcpExchange extends SimpleChannelInboundHandler<ByteBuf> implements Parcel, ChannelFutureListener {
    /** What one connection keeps of a turn whose leg is in the device; beyond it the speaker is not read. */
    private static final int MOST_HELD_BYTES = 64 * 1024;

    private static final byte[] NOTHING = {};

    private enum Stage {
        OUTBOUND,
        OPEN,
        ASKING,
        INBOUND,
        ANSWERING,
        OVER
    }

    private final TcpGate gate;
    private final int slot;
    private final int source;
    private final long flow;
    private @Nullable SocketChannel client;
    private @Nullable SocketChannel server;
    /** Of the side whose leg is in the device, or of a client whose plane is not connected yet. */
    private byte[] held = NOTHING;

    private Stage stage = Stage.OUTBOUND;
    private boolean answered;
    private long planeDeadlineNs;

    TcpExchange(TcpGate gate, SocketChannel accepted) {
        this.gate = gate;
        client = accepted;
        source = SourceAddress.sourceOf(accepted.remoteAddress().getAddress());
        flow = gate.flowOf(source);
        slot = gate.crossing.take(this);
    }

    void begin() {
        if (client != null) {
            gate.loop.serve(client, this);
            client.closeFuture().addListener(this);
        }
        offer(false);
    }

    private void offer(boolean returning) {
        Admission admission = gate.crossing.offer(slot, gate.trafficClass, returning, source, flow);
        if (admission != Admission.QUEUED) {
            refused(returning, admission);
        }
    }

    @Override
    public void refused(boolean returning, Admission admission) {
        if (admission == Admission.REJECTED && client != null) {
            SocketLoop.reset(client);
        }
        over();
    }

    private void over() {
        if (stage == Stage.OVER) {
            // A write that fails at once ends the exchange in the middle of what its caller is about.
            return;
        }
        stage = Stage.OVER;
        held = NOTHING;
        gate.noLongerAsks(this);
        SocketChannel open = server;
        server = null;
        if (open != null) {
            SocketLoop.reset(open);
        }
        if (client == null) {
            gate.crossing.release(slot);
        } else {
            // Nothing of it is wanted, but its going would not be noticed otherwise.
            client.config().setAutoRead(true);
        }
    }

    /** As the plane does: after all that it has said. */
    private void closeClient() {
        SocketChannel open = client;
        over();
        if (open != null) {
            var _ = open.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(CLOSE);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        switch (stage) {
            case OUTBOUND -> hold(bytes, context.channel());
            case OPEN, ASKING, INBOUND -> toPlane(bytes, context.channel());
            case ANSWERING -> {
                gate.arrived.increment();
                stage = Stage.OUTBOUND;
                hold(bytes, context.channel());
                offer(false);
            }
            case OVER -> {}
        }
    }

    private void hold(ByteBuf bytes, Channel speaker) {
        int before = held.length;
        held = Arrays.copyOf(held, before + bytes.readableBytes());
        bytes.readBytes(held, before, held.length - before);
        if (held.length >= MOST_HELD_BYTES) {
            speaker.config().setAutoRead(false);
        }
    }

    private byte[] takeHeld() {
        byte[] taken = held;
        held = NOTHING;
        return taken;
    }

    private void toPlane(ByteBuf bytes, Channel from) {
        SocketChannel plane = server;
        if (plane != null && plane.isActive()) {
            stream(bytes, plane);
        } else if (stage != Stage.INBOUND) {
            hold(bytes, from);
        }
        asks();
    }

    /** The client has spoken, and the plane is to answer in time. */
    private void asks() {
        if (stage == Stage.OPEN) {
            stage = Stage.ASKING;
            planeDeadlineNs = gate.loop.clock().nowNs() + Relay.PLANE_TIMEOUT_NS;
            gate.asks(this);
        }
    }

    private static void stream(ByteBuf bytes, Channel to) {
        var _ = to.writeAndFlush(bytes.retain(), to.voidPromise());
    }

    /** A listener that is slow makes the speaker wait. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (server != null && stage != Stage.INBOUND) {
            server.config().setAutoRead(context.channel().isWritable());
        }
    }

    /** The client has gone. What is under way goes on; a request that never came cannot. */
    @Override
    public void operationComplete(ChannelFuture closed) {
        client = null;
        switch (stage) {
            case OPEN, ANSWERING -> over();
            case OVER -> gate.crossing.release(slot);
            case OUTBOUND, ASKING, INBOUND -> {}
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        SocketLoop.close(context.channel());
    }

    @Override
    public void departed(boolean returning) {
        if (returning) {
            answer();
        } else if (client == null && held.length == 0) {
            over();
        } else if (answered && server == null) {
            closeClient();
        } else {
            open();
        }
    }

    @Override
    public void lost(boolean returning) {
        over();
    }

    /** Leg 1 has passed. */
    private void open() {
        stage = Stage.OPEN;
        boolean spoken = held.length > 0;
        if (server != null) {
            flushToPlane(server);
        } else {
            connect();
        }
        if (spoken) {
            asks();
        }
    }

    private void connect() {
        PlaneSide side = new PlaneSide();
        try {
            SocketChannel opened = gate.loop.stream(side);
            server = opened;
            var _ = opened.connect(gate.plane()).addListener(side);
        } catch (NoSocketException e) {
            gate.planeFaults.count(e);
            over();
        }
    }

    private void flushToPlane(SocketChannel plane) {
        gate.loop.send(plane, takeHeld());
        if (client != null) {
            client.config().setAutoRead(plane.isWritable());
        }
    }

    /** Leg 2 has passed. */
    private void answer() {
        SocketChannel asker = client;
        if (asker == null) {
            over();
            return;
        }
        stage = Stage.ANSWERING;
        gate.loop.send(asker, takeHeld());
        if (server == null) {
            closeClient();
        } else {
            server.config().setAutoRead(asker.isWritable());
        }
    }

    long planeDeadlineNs() {
        return planeDeadlineNs;
    }

    void planeTimedOut() {
        gate.planeFaults.count(Fault.TIMED_OUT);
        over();
    }

    /** The connection to the plane. Once the exchange is over nothing is heard of it. */
    private final class PlaneSide extends SimpleChannelInboundHandler<ByteBuf> implements ChannelFutureListener {
        @Override
        public void operationComplete(ChannelFuture connected) {
            if (!connected.isSuccess() && stage != Stage.OVER) {
                gate.planeFaults.count(connected.cause());
                over();
            }
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (server != null) {
                flushToPlane(server);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            switch (stage) {
                case OPEN, ASKING -> {
                    gate.noLongerAsks(TcpExchange.this);
                    answered = true;
                    stage = Stage.INBOUND;
                    hold(bytes, context.channel());
                    offer(true);
                }
                case INBOUND -> hold(bytes, context.channel());
                case OUTBOUND, ANSWERING -> {
                    if (client != null) {
                        stream(bytes, client);
                    }
                }
                case OVER -> {}
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (client != null && stage != Stage.OUTBOUND) {
                client.config().setAutoRead(context.channel().isWritable());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            server = null;
            switch (stage) {
                case OPEN, ASKING -> {
                    if (answered) {
                        closeClient();
                    } else {
                        gate.planeFaults.count(Fault.RESET);
                        over();
                    }
                }
                case ANSWERING -> closeClient();
                case OUTBOUND, INBOUND, OVER -> {}
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            SocketLoop.close(context.channel());
        }
    }
}
