package io.squall.wire.netty;

import io.squall.guard.Permit;
import io.squall.socket.Faults;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import io.squall.socket.Volley;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One-way pushes of many sources at a high rate: those of one turn leave together, up to 64 with one system call. All sources share a few
 * sockets and their addresses, which take turns; who sent a push stands in the datagram.
 *
 * <p>What cannot leave waits for the next turn. When as many wait as one call can carry, an attempt is refused, and counts as
 * skipped.
 */
public final class VolleyWire implements Wire {
    /** So that what chooses by address, a queue or a path, has something to choose from. */
    private static final int ADDRESSES = 4;

    private final Volley volley;
    private final ReceiptQueue receipts;
    private final Faults unsent = new Faults();

    /**
     * Opens the sockets.
     *
     * @param receipts filled by the sink
     * @throws io.squall.socket.NoSocketException if this host has none left
     */
    public VolleyWire(SocketLoop loop, Permit permit, InetSocketAddress target, ReceiptQueue receipts) {
        List<InetSocketAddress> from =
                IntStream.range(0, ADDRESSES).mapToObj(SourceAddress::of).toList();
        volley = loop.volley(from, permit.check(target), unsent);
        this.receipts = receipts;
    }

    @Override
    public boolean send(long attempt, long intendedNs, long nowNs) {
        return volley.add(attempt, intendedNs, Attempt.source(attempt));
    }

    @Override
    public void flush() {
        volley.flush();
    }

    @Override
    public void abandon(long attempt) {
        // It is under way, and costs what it costs.
    }

    @Override
    public int poll(long nowNs, Outcomes outcomes) {
        return receipts.drainTo((attempt, receivedNs) -> outcomes.outcome(attempt, Outcome.ANSWERED, receivedNs));
    }

    @Override
    public long nextDueNs() {
        return receipts.nextDueNs();
    }

    /** Sends that failed, by kind; what they carried was tried again. */
    public Faults unsent() {
        return unsent;
    }

    @Override
    public void close() {
        volley.close();
    }
}
