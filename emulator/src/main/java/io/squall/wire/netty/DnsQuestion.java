package io.squall.wire.netty;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.squall.socket.SourceAddress;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A query for the A record of one name (RFC 1035 §4.1.1). It is encoded once; an attempt changes its ID, which is the low 16 bits
 * of the attempt's sequence. Any response with that ID is an answer; SERVFAIL and REFUSED are errors.
 */
final class DnsQuestion implements DatagramCodec {
    private static final int HEADER_BYTES = 12;
    private static final int FLAGS_OFFSET = 2;
    private static final int RESPONSE_FLAG = 0x80;
    private static final int CODE_OFFSET = 3;
    private static final int CODE_MASK = 0xF;

    private final byte[] query;

    DnsQuestion(String name) {
        query = encode(name);
    }

    private static byte[] encode(String name) {
        EmbeddedChannel encoder = new EmbeddedChannel(new DatagramDnsQueryEncoder());
        InetSocketAddress nobody = SourceAddress.of(0);
        encoder.writeOutbound(new DatagramDnsQuery(nobody, nobody, 0)
                .setRecursionDesired(true)
                .setRecord(DnsSection.QUESTION, new DefaultDnsQuestion(name, DnsRecordType.A)));
        DatagramPacket encoded = encoder.readOutbound();
        try {
            return ByteBufUtil.getBytes(encoded.content());
        } finally {
            encoded.release();
            encoder.finishAndReleaseAll();
        }
    }

    @Override
    public void write(long attempt, long intendedNs, ByteBuffer into) {
        into.put(query).putShort(0, (short) Attempt.sequence(attempt));
    }

    @Override
    public @Nullable Outcome outcome(ByteBuffer datagram, long attempt) {
        int start = datagram.position();
        boolean answers = datagram.remaining() >= HEADER_BYTES
                && datagram.getShort(start) == (short) Attempt.sequence(attempt)
                && (datagram.get(start + FLAGS_OFFSET) & RESPONSE_FLAG) != 0;
        if (!answers) {
            return null;
        }
        int code = datagram.get(start + CODE_OFFSET) & CODE_MASK;
        boolean error = code == DnsResponseCode.SERVFAIL.intValue() || code == DnsResponseCode.REFUSED.intValue();
        return error ? Outcome.ERROR : Outcome.ANSWERED;
    }
}
