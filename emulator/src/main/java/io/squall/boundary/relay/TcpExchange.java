package io.squall.boundary.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.squall.boundary.Device.Admission;
import io.squall.socket.Fault;
import io.squall.socket.NoSocketException;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection: a request of one read, and an answer of one read.
 *
 * <pre>
 *     accepted ─► OUTBOUND ─► PASSED ─► ASKING ─► INBOUND ─► OVER
 *                  leg 1 in    waits      the      leg 2 in
 *                  the device  for the    plane    the device       a lost leg, a plane that fails: OVER at once, in silence
 *                              request
 * </pre>
 *
 * The slot is free when it is OVER and the client has gone, in either order.
 */
final class TcpExchange extends SimpleChannelInboundHandler<ByteBuf> implements Parcel, ChannelFutureListener {
    private static final int MAX_BYTES = 512;
    private static final byte[] NOTHING = {};

    private enum Stage {
        OUTBOUND,
        PASSED,
        ASKING,
        INBOUND,
        OVER
    }

    private final TcpGate gate;
    private final int slot;
    private final int source;
    private final long flow;
    private @Nullable SocketChannel client;
    private @Nullable SocketChannel server;
    private byte[] payload = NOTHING;
    private Stage stage = Stage.OUTBOUND;
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
        Admission admission = gate.crossing.offer(gate.trafficClass, slot, returning, source, flow);
        if (admission == Admission.QUEUED) {
            return;
        }
        if (admission == Admission.REJECTED && client != null) {
            SocketLoop.reset(client);
        }
        over();
    }

    private void over() {
        stage = Stage.OVER;
        payload = NOTHING;
        releaseIfDone();
    }

    private void releaseIfDone() {
        if (client == null && stage == Stage.OVER) {
            gate.crossing.release(slot);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        boolean first = payload.length == 0 && (stage == Stage.OUTBOUND || stage == Stage.PASSED);
        if (first) {
            payload = copy(bytes);
            if (stage == Stage.PASSED) {
                ask();
            }
        }
    }

    private static byte[] copy(ByteBuf bytes) {
        byte[] copy = new byte[Math.min(bytes.readableBytes(), MAX_BYTES)];
        bytes.readBytes(copy);
        return copy;
    }

    /** The client has gone. What is under way goes on; a request that never came cannot. */
    @Override
    public void operationComplete(ChannelFuture closed) {
        client = null;
        if (stage == Stage.PASSED) {
            over();
        } else {
            releaseIfDone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        SocketLoop.close(context.channel());
    }

    @Override
    public void departed(boolean returning) {
        if (returning) {
            answerClient();
        } else if (payload.length > 0) {
            ask();
        } else if (client != null) {
            stage = Stage.PASSED;
        } else {
            over();
        }
    }

    private void answerClient() {
        if (client != null) {
            send(client);
        }
        over();
    }

    private void send(Channel to) {
        var _ = to.writeAndFlush(gate.loop.outgoing().writeBytes(payload), to.voidPromise());
    }

    @Override
    public void lost(boolean returning) {
        over();
    }

    private void ask() {
        stage = Stage.ASKING;
        planeDeadlineNs = gate.loop.clock().nowNs() + Relay.PLANE_TIMEOUT_NS;
        gate.asked(this);
        PlaneSide side = new PlaneSide();
        try {
            SocketChannel opened = gate.loop.stream(side);
            server = opened;
            var _ = opened.connect(gate.plane()).addListener(side);
        } catch (NoSocketException e) {
            gate.planeFaults.count(e);
            planeFailed();
        }
    }

    boolean isAsking() {
        return stage == Stage.ASKING;
    }

    long planeDeadlineNs() {
        return planeDeadlineNs;
    }

    void planeTimedOut() {
        gate.planeFaults.count(Fault.TIMED_OUT);
        planeFailed();
    }

    private void planeFailed() {
        hangUp();
        over();
    }

    private void hangUp() {
        SocketChannel open = server;
        server = null;
        if (open != null) {
            SocketLoop.reset(open);
        }
    }

    private void planeAnswered(ByteBuf answer) {
        payload = copy(answer);
        hangUp();
        stage = Stage.INBOUND;
        offer(true);
    }

    /** The connection to the plane. After it has answered or failed nothing is heard of it. */
    private final class PlaneSide extends ChannelInboundHandlerAdapter implements ChannelFutureListener {
        @Override
        public void operationComplete(ChannelFuture connected) {
            if (!connected.isSuccess() && isAsking()) {
                gate.planeFaults.count(connected.cause());
                planeFailed();
            }
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object answer) {
            ByteBuf bytes = (ByteBuf) answer;
            try {
                if (isAsking()) {
                    planeAnswered(bytes);
                }
            } finally {
                bytes.release();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (isAsking()) {
                gate.planeFaults.count(Fault.RESET);
                planeFailed();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            SocketLoop.close(context.channel());
        }
    }
}
