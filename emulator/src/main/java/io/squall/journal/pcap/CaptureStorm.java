package io.squall.journal.pcap;

import io.squall.record.Event;
import io.squall.wire.Attempt;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;

/**
 * What a capture says as a storm. What clients send are attempts of three classes.
 *
 * <pre>
 *     SYN                         first try of a connection; with the same 5-tuple and sequence number again: a retry
 *     SYN-ACK that acknowledges   answered            RST instead of it: refused
 *     DNS query                   first try; with the same ID and 5-tuple again, unanswered: a retry
 *     DNS response                answered; SERVFAIL and REFUSED are errors (RFC 1035 §4.1.1)
 *     other UDP                   whoever sends first on a 5-tuple is its client; each of its datagrams is a first try
 *                                 without an outcome
 * </pre>
 *
 * A source has one request at a time: a client with several at once is several sources. A SYN that is sent again although it was answered
 * is a retry too, for the answer was lost beyond the capture, unless its source has begun another request since. An answer belongs to the newest attempt of its request; the one before was given up when the newer was sent. A request is given up
 * when nothing was heard of it for {@link #PATIENCE_NS}, and earlier if {@link #MAX_EXCHANGES} others were heard of since. Time never
 * goes back: a packet that stands behind a younger one has that one's instant.
 */
public final class CaptureStorm {
    /** The greatest pause between two SYNs of one connection is 64 s (Linux). */
    public static final long PATIENCE_NS = 70_000_000_000L;

    public static final int MAX_EXCHANGES = 1 << 19;
    public static final int CONNECTS = 0;
    public static final int QUERIES = 1;
    public static final int DATAGRAMS = 2;

    private static final int SERVFAIL = 2;
    private static final int REFUSED = 5;

    /**
     * @param byPort whether each port of an address is a client of its own, or all of them are one
     * @param maxSources of a class; at most {@link Attempt#MAX_SOURCES}
     * @param dnsPorts on which servers answer DNS queries
     */
    public record Reading(boolean byPort, int maxSources, Set<Integer> dnsPorts) {
        public static final Reading USUAL = new Reading(false, 1_000_000, Set.of(53, 5353));

        public Reading {
            if (maxSources < 1 || maxSources > Attempt.MAX_SOURCES) {
                throw new IllegalArgumentException("sources: 1 to " + Attempt.MAX_SOURCES + ", not " + maxSources);
            }
            dnsPorts = Set.copyOf(dnsPorts);
        }
    }

    private final boolean byPort;
    private final BitSet dnsPorts = new BitSet();
    private final StormSink sink;
    private final Packet packet = new Packet();
    private final ClientTable clients;
    private final SourcePool[] sources = new SourcePool[DATAGRAMS + 1];
    private final ExchangeTable exchanges = new ExchangeTable(MAX_EXCHANGES);
    private final CaptureCounts counts = new CaptureCounts();
    private long nowNs;

    private CaptureStorm(Reading reading, StormSink sink) {
        byPort = reading.byPort();
        reading.dnsPorts().forEach(dnsPorts::set);
        this.sink = sink;
        clients = new ClientTable(reading.maxSources());
        Arrays.setAll(sources, _ -> new SourcePool(reading.maxSources()));
    }

    /**
     * Reads a capture to its end, or to where it is damaged: the summary says so.
     *
     * @throws TooManySourcesException after the steps that came before the source that is one too many
     */
    public static CaptureSummary read(CaptureReader capture, Reading reading, StormSink sink) {
        CaptureStorm storm = new CaptureStorm(reading, sink);
        while (capture.advance()) {
            storm.frame(capture.frame());
        }
        return storm.counts.summary(storm.clients.size(), storm.sources, capture.damage());
    }

    private void frame(Frame frame) {
        nowNs = counts.instantNs(frame);
        giveUpOld();
        PacketKind kind = packet.decode(frame);
        counts.frame(
                switch (kind) {
                    case SEGMENT -> segment();
                    case DATAGRAM -> datagram();
                    default -> kind;
                });
    }

    private PacketKind segment() {
        boolean ack = (packet.flags & Packet.ACK) != 0;
        if ((packet.flags & Packet.RST) != 0) {
            int row = answered(CONNECTS, 0);
            boolean refuses = row != ExchangeTable.NONE && exchanges.isOpen(row) && (!ack || acknowledges(row));
            return refuses ? outcome(row, Event.REFUSED, PacketKind.CONNECTION_REFUSAL) : PacketKind.SEGMENT;
        }
        if ((packet.flags & Packet.SYN) == 0) {
            return PacketKind.SEGMENT;
        }
        if (!ack) {
            return attempt(CONNECTS, 0, PacketKind.CONNECTION_ATTEMPT);
        }
        int row = answered(CONNECTS, 0);
        return row == ExchangeTable.NONE || !acknowledges(row)
                ? PacketKind.STRAY
                : outcome(row, Event.ANSWERED, PacketKind.CONNECTION_ANSWER);
    }

    private boolean acknowledges(int row) {
        return packet.acknowledged == exchanges.tcpSequence(row) + 1;
    }

    private PacketKind datagram() {
        boolean query = dnsPorts.get(packet.targetPort);
        if ((query || dnsPorts.get(packet.sourcePort)) && packet.mayBeDns()) {
            if (!packet.hasDns()) {
                return PacketKind.CUT;
            }
            if (!packet.isDnsResponse() && query) {
                return attempt(QUERIES, packet.dnsId(), PacketKind.QUERY);
            }
            if (packet.isDnsResponse() && dnsPorts.get(packet.sourcePort)) {
                return response();
            }
        }
        int row = answered(DATAGRAMS, 0);
        if (row != ExchangeTable.NONE) {
            exchanges.touch(row, nowNs);
            return PacketKind.REPLY;
        }
        return attempt(DATAGRAMS, 0, PacketKind.DATAGRAM);
    }

    private PacketKind response() {
        int row = answered(QUERIES, packet.dnsId());
        if (row == ExchangeTable.NONE) {
            return PacketKind.STRAY;
        }
        boolean error = packet.dnsCode() == SERVFAIL || packet.dnsCode() == REFUSED;
        outcome(row, error ? Event.ERROR : Event.ANSWERED, PacketKind.RESPONSE);
        exchanges.remove(row);
        return PacketKind.RESPONSE;
    }

    private PacketKind attempt(int trafficClass, int dnsId, PacketKind kind) {
        int client = clients.findOrAdd(packet.sourceHigh, packet.sourceLow, byPort ? packet.sourcePort : 0);
        long parties = ExchangeTable.parties(client, packet.sourcePort, packet.targetPort);
        long identity = ExchangeTable.identity(trafficClass, dnsId);
        int row = exchanges.find(packet.targetHigh, packet.targetLow, parties, identity);
        SourcePool pool = sources[trafficClass];
        boolean retry = row != ExchangeTable.NONE && isRetry(row, pool, trafficClass);
        if (row == ExchangeTable.NONE) {
            makeRoom();
            row = exchanges.add(packet.targetHigh, packet.targetLow, parties, identity);
        } else if (exchanges.isOpen(row)) {
            outcome(row, Event.TIMED_OUT, nowNs, 0);
            if (!retry) {
                pool.end(exchanges.source(row));
            }
        }
        int source = retry ? exchanges.source(row) : pool.begin(client);
        int sequence = pool.nextAttempt(source);
        int request = pool.request(source);
        exchanges.open(row, packet.sequence, source, sequence, request, nowNs);
        exchanges.touch(row, nowNs);
        counts.sent(trafficClass, !retry, packet.bytes);
        sink.step(Event.SENT, Attempt.of(trafficClass, source, sequence), request, nowNs, nowNs, packet.bytes);
        if (trafficClass == DATAGRAMS) {
            exchanges.close(row);
            pool.end(source);
        }
        return kind;
    }

    private boolean isRetry(int row, SourcePool pool, int trafficClass) {
        return switch (trafficClass) {
            case CONNECTS ->
                exchanges.tcpSequence(row) == packet.sequence
                        && (exchanges.isOpen(row) || pool.resume(exchanges.source(row), exchanges.request(row)));
            case QUERIES -> exchanges.isOpen(row);
            default -> false;
        };
    }

    private void makeRoom() {
        if (exchanges.isFull()) {
            counts.forgotten(exchanges.isOpen(exchanges.oldest()));
            giveUp(exchanges.oldest(), nowNs);
        }
    }

    /** The exchange to whose client this packet goes. */
    private int answered(int trafficClass, int dnsId) {
        int client = clients.find(packet.targetHigh, packet.targetLow, byPort ? packet.targetPort : 0);
        long parties = ExchangeTable.parties(client, packet.targetPort, packet.sourcePort);
        long identity = ExchangeTable.identity(trafficClass, dnsId);
        return client == ClientTable.NONE
                ? ExchangeTable.NONE
                : exchanges.find(packet.sourceHigh, packet.sourceLow, parties, identity);
    }

    private PacketKind outcome(int row, Event event, PacketKind kind) {
        if (exchanges.isOpen(row)) {
            outcome(row, event, nowNs, packet.bytes);
            sources[exchanges.trafficClass(row)].end(exchanges.source(row));
        }
        return kind;
    }

    private void outcome(int row, Event event, long atNs, int bytes) {
        int trafficClass = exchanges.trafficClass(row);
        exchanges.close(row);
        counts.outcome(trafficClass, event);
        long attempt = Attempt.of(trafficClass, exchanges.source(row), exchanges.attempt(row));
        sink.step(event, attempt, exchanges.request(row), exchanges.intendedNs(row), atNs, bytes);
    }

    private void giveUpOld() {
        int row = exchanges.oldest();
        while (row != ExchangeTable.NONE && nowNs - exchanges.touchedNs(row) > PATIENCE_NS) {
            giveUp(row, exchanges.touchedNs(row) + PATIENCE_NS);
            row = exchanges.oldest();
        }
    }

    private void giveUp(int row, long atNs) {
        if (exchanges.isOpen(row)) {
            outcome(row, Event.TIMED_OUT, atNs, 0);
            sources[exchanges.trafficClass(row)].end(exchanges.source(row));
        }
        exchanges.remove(row);
    }
}
