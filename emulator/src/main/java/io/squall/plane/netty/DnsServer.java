package io.squall.plane.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsSection;
import io.squall.plane.Service;
import io.squall.socket.Lateness;
import io.squall.socket.Slots;
import io.squall.socket.SocketLoop;
import java.net.InetSocketAddress;

/** Answers queries with an A record when the service says so. */
final class DnsServer implements Server, Service.Answers {
    private static final byte[] ADDRESS = {127, 0, 0, 1};
    private static final long TTL_SECONDS = 0;

    private record Waiting(InetSocketAddress sender, int id, String name, DnsRecordType type) {}

    private final SocketLoop loop;
    private final Service service;
    private final Lateness answered;
    private final DatagramChannel receiver;
    private final Slots<Waiting> waiting = new Slots<>(64);

    DnsServer(SocketLoop loop, InetSocketAddress address, Service service, Lateness answered) {
        this.loop = loop;
        this.service = service;
        this.answered = answered;
        receiver =
                loop.receive(address, new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Receiver());
    }

    @Override
    public InetSocketAddress address() {
        return receiver.localAddress();
    }

    @Override
    public int poll(long nowNs) {
        return service.poll(nowNs, this);
    }

    @Override
    public long nextDueNs() {
        return service.nextDueNs();
    }

    @Override
    public void answered(long request, long dueNs) {
        Waiting query = waiting.remove((int) request);
        if (receiver.isActive()) {
            DnsQuestion question = new DefaultDnsQuestion(query.name, query.type);
            DatagramDnsResponse response = new DatagramDnsResponse(null, query.sender, query.id);
            response.setRecord(DnsSection.QUESTION, question);
            ByteBuf address = Unpooled.wrappedBuffer(ADDRESS);
            response.setRecord(
                    DnsSection.ANSWER, new DefaultDnsRawRecord(query.name, DnsRecordType.A, TTL_SECONDS, address));
            var _ = receiver.writeAndFlush(response, receiver.voidPromise());
        }
        answered.late(dueNs, loop.clock().nowNs() - dueNs);
    }

    @Override
    public void kill() {
        SocketLoop.close(receiver);
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            if (question != null) {
                Waiting one = new Waiting(query.sender(), query.id(), question.name(), question.type());
                service.accept(waiting.add(one), loop.clock().nowNs());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A datagram that is no query, or a peer that has gone: a name server ignores both.
        }
    }
}
