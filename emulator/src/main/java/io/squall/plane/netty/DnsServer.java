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
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.squall.socket.Slots;
import io.squall.socket.SocketLoop;
import java.net.InetSocketAddress;

/** Answers queries with an A record when the plane says so. */
final class DnsServer implements Server {
    private static final byte[] ADDRESS = {127, 0, 0, 1};
    private static final long TTL_SECONDS = 0;

    private record Waiting(InetSocketAddress sender, int id, String name, DnsRecordType type) {}

    private final Requests requests;
    private final DatagramChannel receiver;
    private final Slots<Waiting> waiting = new Slots<>(64);

    DnsServer(SocketLoop loop, InetSocketAddress address, Requests requests) {
        this.requests = requests;
        receiver =
                loop.receive(address, new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Receiver());
    }

    @Override
    public InetSocketAddress address() {
        return receiver.localAddress();
    }

    @Override
    public void answered(int request, boolean good) {
        Waiting query = waiting.remove(request);
        if (receiver.isActive()) {
            DnsQuestion question = new DefaultDnsQuestion(query.name, query.type);
            DatagramDnsResponse response = new DatagramDnsResponse(null, query.sender, query.id);
            response.setRecord(DnsSection.QUESTION, question);
            if (good) {
                ByteBuf address = Unpooled.wrappedBuffer(ADDRESS);
                response.setRecord(
                        DnsSection.ANSWER, new DefaultDnsRawRecord(query.name, DnsRecordType.A, TTL_SECONDS, address));
            } else {
                response.setCode(DnsResponseCode.SERVFAIL);
            }
            var _ = receiver.writeAndFlush(response, receiver.voidPromise());
        }
    }

    @Override
    public void dropped(int request) {
        var _ = waiting.remove(request);
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
                requests.accept(waiting.add(one));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A datagram that is no query, or a peer that has gone: a name server ignores both.
        }
    }
}
