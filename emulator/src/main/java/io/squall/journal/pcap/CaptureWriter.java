package io.squall.journal.pcap;

import io.squall.record.Event;
import io.squall.socket.SourceAddress;
import io.squall.wire.Attempt;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A storm as packets, in pcapng: what a capture between the two networks would have shown. Link type RAW, stamps in ns.
 *
 * <pre>
 *     sent      SYN · DNS query for A of squall.test · datagram of zeros
 *     answered, late, error of a connection   SYN-ACK           answered, late   DNS response, 192.0.2.1
 *     refused, reset                          RST               every failure    DNS response, SERVFAIL
 *
 *     client    the address that the source has on sockets, 127.1.0.1 …, or 2001:db8::(source + 1)
 *               port 32768 + request mod 28232; DNS ID and TCP sequence follow from the request, so a retry is recognised
 *     server    127.0.0.(1 + class), or 2001:db8:1::(1 + class); port 53, or 61000 + class
 * </pre>
 *
 * The receipts of pushes are no packets of the boundary, and are not written.
 */
public final class CaptureWriter implements StormSink, AutoCloseable {
    /** What the attempts of a class are made of. */
    public enum Protocol {
        CONNECTION,
        QUERY,
        DATAGRAM
    }

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LINK_TYPE_RAW = 101;
    private static final int ENHANCED_PACKET = 6;
    private static final int BLOCK_HEAD = 28;

    private static final int MOST_PADDING = 3;

    private static final int FIRST_PORT = 32_768;
    private static final int PORTS = 28_232;
    private static final int DNS_PORT = 53;
    private static final int SERVER_PORT = 61_000;

    private static final byte[] QUESTION = {6, 's', 'q', 'u', 'a', 'l', 'l', 4, 't', 'e', 's', 't', 0, 0, 1, 0, 1};
    private static final byte[] ANSWER = {(byte) 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 1};
    private static final int QUERY_FLAGS = 0x0100;
    private static final int RESPONSE_FLAGS = 0x8180;
    private static final int SERVFAIL = 2;

    private final OutputStream out;
    private final List<Protocol> classes;
    private final boolean ipv6;
    private final long epochNs;
    private final PacketBytes packet = new PacketBytes();
    private final ByteBuffer head = ByteBuffer.allocate(BLOCK_HEAD).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] tail = new byte[MOST_PADDING + Integer.BYTES];

    /**
     * Writes the headers.
     *
     * @param out is closed with the writer
     * @param classes what each is made of, by its number
     * @param epochNs the storm's first instant, since 1970
     */
    public CaptureWriter(OutputStream out, List<Protocol> classes, boolean ipv6, long epochNs) throws IOException {
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        this.classes = List.copyOf(classes);
        this.ipv6 = ipv6;
        this.epochNs = epochNs;
        writeSection();
        writeInterface();
    }

    /** @throws UncheckedIOException if it cannot be written */
    @Override
    public void step(Event event, long attempt, int request, long intendedNs, long atNs, int bytes) {
        Protocol protocol = classes.get(Attempt.trafficClass(attempt));
        boolean written =
                event == Event.SENT ? sent(protocol, attempt, request, bytes) : came(event, protocol, attempt, request);
        if (written) {
            packet.end();
            try {
                writePacket(epochNs + atNs);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean sent(Protocol protocol, long attempt, int request, int bytes) {
        byte[] client = client(attempt);
        byte[] server = server(attempt);
        int port = port(request);
        packet.ip(client, server, protocol == Protocol.CONNECTION);
        switch (protocol) {
            case CONNECTION ->
                packet.tcp(port, serverPort(protocol, attempt), sequence(attempt, request), 0, Packet.SYN);
            case QUERY -> {
                packet.udp(port, DNS_PORT);
                dns(request, QUERY_FLAGS, 0);
            }
            case DATAGRAM -> {
                packet.udp(port, serverPort(protocol, attempt));
                packet.fill(bytes);
            }
        }
        return true;
    }

    private boolean came(Event event, Protocol protocol, long attempt, int request) {
        boolean failed = event == Event.REFUSED || event == Event.RESET;
        boolean answers = failed || event == Event.ANSWERED || event == Event.LATE || event == Event.ERROR;
        if (!answers || protocol == Protocol.DATAGRAM) {
            return false;
        }
        packet.ip(server(attempt), client(attempt), protocol == Protocol.CONNECTION);
        if (protocol == Protocol.CONNECTION) {
            handshake(failed, attempt, request);
        } else {
            response(failed || event == Event.ERROR, request);
        }
        return true;
    }

    private void handshake(boolean refused, long attempt, int request) {
        int sequence = sequence(attempt, request);
        packet.tcp(
                serverPort(Protocol.CONNECTION, attempt),
                port(request),
                refused ? 0 : ~sequence,
                sequence + 1,
                Packet.ACK | (refused ? Packet.RST : Packet.SYN));
    }

    private void response(boolean error, int request) {
        packet.udp(DNS_PORT, port(request));
        dns(request, error ? RESPONSE_FLAGS | SERVFAIL : RESPONSE_FLAGS, error ? 0 : 1);
        if (!error) {
            packet.put(ANSWER);
        }
    }

    private void dns(int request, int flags, int answers) {
        packet.put16(request);
        packet.put16(flags);
        packet.put16(1);
        packet.put16(answers);
        packet.put32(0);
        packet.put(QUESTION);
    }

    private static int port(int request) {
        return FIRST_PORT + Integer.remainderUnsigned(request, PORTS);
    }

    private static int serverPort(Protocol protocol, long attempt) {
        return protocol == Protocol.QUERY ? DNS_PORT : SERVER_PORT + Attempt.trafficClass(attempt);
    }

    private static int sequence(long attempt, int request) {
        return (int) Mix.of(Attempt.trafficClass(attempt), Attempt.source(attempt), request);
    }

    private byte[] client(long attempt) {
        int source = Attempt.source(attempt);
        return ipv6
                ? documentation(0, source + 1)
                : SourceAddress.of(source % SourceAddress.MAX_SOURCES)
                        .getAddress()
                        .getAddress();
    }

    private byte[] server(long attempt) {
        int host = 1 + Attempt.trafficClass(attempt);
        return ipv6 ? documentation(1, host) : new byte[] {127, 0, 0, (byte) host};
    }

    /** In 2001:db8::/32 (RFC 3849). */
    private static byte[] documentation(int network, int host) {
        return ByteBuffer.allocate(16)
                .putInt(0x20010DB8)
                .putInt(network << 16)
                .putInt(0)
                .putInt(host)
                .array();
    }

    private void writePacket(long instantNs) throws IOException {
        int padding = -packet.size() & 3;
        int length = BLOCK_HEAD + packet.size() + padding + Integer.BYTES;
        head.clear()
                .putInt(ENHANCED_PACKET)
                .putInt(length)
                .putInt(0)
                .putInt((int) (instantNs >>> 32))
                .putInt((int) instantNs)
                .putInt(packet.size())
                .putInt(packet.size());
        out.write(head.array());
        out.write(packet.bytes(), 0, packet.size());
        ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).putInt(MOST_PADDING, length);
        out.write(tail, MOST_PADDING - padding, padding + Integer.BYTES);
    }

    private void writeSection() throws IOException {
        ByteBuffer body = body().putInt(0x1A2B3C4D)
                .putShort((short) 1)
                .putShort((short) 0)
                .putLong(-1);
        option(body, 2, System.getProperty("os.arch"));
        option(body, 3, System.getProperty("os.name") + " " + System.getProperty("os.version"));
        option(body, 4, "Squall");
        writeBlock(Pcapng.SECTION, body);
    }

    private void writeInterface() throws IOException {
        ByteBuffer body =
                body().putShort((short) LINK_TYPE_RAW).putShort((short) 0).putInt(Frame.MAX_BYTES);
        option(body, 2, "squall");
        body.putShort((short) 9).putShort((short) 1).putInt(9);
        writeBlock(1, body);
    }

    private static ByteBuffer body() {
        return ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void option(ByteBuffer body, int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int kept = Math.min(bytes.length, 200);
        body.putShort((short) code).putShort((short) kept).put(bytes, 0, kept);
        while (body.position() % 4 != 0) {
            body.put((byte) 0);
        }
    }

    private void writeBlock(int type, ByteBuffer body) throws IOException {
        body.putInt(0);
        int length = body.position() + 12;
        ByteBuffer block = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(type).putInt(length).put(body.flip()).putInt(length);
        out.write(block.array());
    }

    /** @throws IOException if what is left cannot be written */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
