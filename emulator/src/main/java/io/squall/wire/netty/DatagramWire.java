package io.squall.wire.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.squall.guard.Permit;
import io.squall.socket.Fault;
import io.squall.socket.Faults;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.OutcomeQueue;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Each attempt is a datagram. A source has one connected socket at an address of its own, opened before the start; an answer
 * that comes late, but before the source's next attempt, is still delivered.
 */
public final class DatagramWire implements Wire {
    private final SocketLoop loop;
    private final DatagramCodec codec;
    private final Flow[] flows;
    private final OutcomeQueue outcomes = new OutcomeQueue();
    private final Faults unsent = new Faults();

    private DatagramWire(SocketLoop loop, InetSocketAddress target, int sources, DatagramCodec codec) {
        this.loop = loop;
        this.codec = codec;
        flows = new Flow[sources];
        for (int source = 0; source < sources; source++) {
            flows[source] = new Flow();
        }
        for (int source = 0; source < sources; source++) {
            flows[source].open(source, target);
        }
    }

    /**
     * Asks for the A record of a name; a response with the query's ID is the answer.
     *
     * @param sources the sources are 0 … sources − 1, and each has at most one attempt in flight
     * @throws io.squall.socket.NoSocketException if this host has not that many sockets
     */
    public static DatagramWire dns(SocketLoop loop, Permit permit, InetSocketAddress target, int sources, String name) {
        return new DatagramWire(loop, permit.check(target), sources, new DnsQuestion(name));
    }

    /**
     * Pushes one way; an attempt is answered when its receipt comes.
     *
     * @param receipts filled by the sink; null without access to it: then no attempt is ever answered
     * @throws io.squall.socket.NoSocketException if this host has not that many sockets
     */
    public static DatagramWire push(
            SocketLoop loop, Permit permit, InetSocketAddress target, int sources, @Nullable ReceiptQueue receipts) {
        return new DatagramWire(loop, permit.check(target), sources, new DatagramCodec.Push(receipts));
    }

    @Override
    public boolean send(long attempt, long intendedNs, long nowNs) {
        return flows[Attempt.source(attempt)].send(attempt, intendedNs);
    }

    @Override
    public void abandon(long attempt) {
        // The socket stays, and so does the datagram that is under way.
    }

    @Override
    public int poll(long nowNs, Outcomes sink) {
        codec.collect(outcomes);
        return outcomes.drainTo(sink);
    }

    @Override
    public long nextDueNs() {
        return Math.min(outcomes.nextDueNs(), codec.nextDueNs());
    }

    /** Why {@link #send} returned false, by kind. */
    public Faults unsent() {
        return unsent;
    }

    @Override
    public void close() {
        for (Flow flow : flows) {
            flow.close();
        }
    }

    /** The socket of one source, and its latest attempt. */
    private final class Flow extends SimpleChannelInboundHandler<DatagramPacket> {
        private @Nullable DatagramChannel channel;
        private long attempt;
        private boolean waiting;

        void open(int source, InetSocketAddress target) {
            channel = loop.datagram(this);
            var _ = channel.connect(target, SourceAddress.of(source)).addListener(connected -> {
                if (!connected.isSuccess()) {
                    unsent.count(connected.cause());
                }
            });
        }

        boolean send(long next, long intendedNs) {
            if (channel == null) {
                return false;
            }
            loop.adopt();
            ByteBuf request = loop.outgoing();
            codec.write(next, intendedNs, request);
            attempt = next;
            waiting = true;
            ChannelFuture written = channel.writeAndFlush(request);
            return written.cause() == null || isAnOutcome(written.cause());
        }

        private boolean isAnOutcome(Throwable failure) {
            if (Fault.of(failure) == Fault.REFUSED) {
                finish(Outcome.REFUSED);
                return true;
            }
            waiting = false;
            unsent.count(failure);
            return false;
        }

        private void finish(Outcome outcome) {
            if (waiting) {
                waiting = false;
                outcomes.add(attempt, outcome, loop.clock().nowNs());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            Outcome outcome = waiting ? codec.outcome(packet.content(), attempt) : null;
            if (outcome != null) {
                finish(outcome);
            }
        }

        /** Nobody listens there: the kernel was told by ICMP. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (Fault.of(cause) == Fault.REFUSED) {
                finish(Outcome.REFUSED);
            }
        }

        void close() {
            if (channel != null) {
                SocketLoop.close(channel);
            }
        }
    }
}
