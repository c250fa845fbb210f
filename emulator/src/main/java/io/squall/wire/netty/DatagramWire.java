package io.squall.wire.netty;

import io.squall.guard.Permit;
import io.squall.socket.Dialogue;
import io.squall.socket.Fault;
import io.squall.socket.Faults;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import io.squall.socket.Stamps;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.OutcomeQueue;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;
import io.squall.wire.kernel.KernelStamps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

    private DatagramWire(
            SocketLoop loop, InetSocketAddress target, int sources, DatagramCodec codec, @Nullable Stamps stamps) {
        this.loop = loop;
        this.codec = codec;
        flows = new Flow[sources];
        for (int source = 0; source < sources; source++) {
            flows[source] = new Flow(source, target, stamps);
        }
    }

    /**
     * Asks for the A record of a name; a response with the query's ID is the answer.
     *
     * @param sources the sources are 0 … sources − 1, and each has at most one attempt in flight
     * @throws io.squall.socket.NoSocketException if this host has not that many sockets
     */
    public static DatagramWire dns(SocketLoop loop, Permit permit, InetSocketAddress target, int sources, String name) {
        return new DatagramWire(loop, permit.check(target), sources, new DnsQuestion(name), KernelStamps.available());
    }

    /**
     * Pushes one way; an attempt is answered when its receipt comes.
     *
     * @param receipts filled by the sink; null without access to it: then no attempt is ever answered
     * @throws io.squall.socket.NoSocketException if this host has not that many sockets
     */
    public static DatagramWire push(
            SocketLoop loop, Permit permit, InetSocketAddress target, int sources, @Nullable ReceiptQueue receipts) {
        return new DatagramWire(loop, permit.check(target), sources, new DatagramCodec.Push(receipts), null);
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

    @Override
    public boolean isStamped() {
        return flows.length > 0 && flows[0].dialogue.isStamped();
    }

    /** Why {@link #send} returned false, by kind. */
    public Faults unsent() {
        return unsent;
    }

    @Override
    public void close() {
        for (Flow flow : flows) {
            flow.dialogue.close();
        }
    }

    /** The socket of one source, and its latest attempt. */
    private final class Flow implements Dialogue.Reader {
        private final Dialogue dialogue;
        private long attempt;
        private boolean waiting;

        Flow(int source, InetSocketAddress target, @Nullable Stamps stamps) {
            dialogue = loop.dialogue(SourceAddress.of(source), target, this, stamps);
        }

        boolean send(long next, long intendedNs) {
            loop.adopt();
            codec.write(next, intendedNs, dialogue.outgoing());
            attempt = next;
            waiting = true;
            try {
                if (dialogue.send()) {
                    return true;
                }
                unsent.count(Fault.OTHER);
            } catch (IOException e) {
                if (Fault.of(e) == Fault.REFUSED) {
                    finish(Outcome.REFUSED, 0);
                    return true;
                }
                unsent.count(e);
            }
            waiting = false;
            return false;
        }

        private void finish(Outcome outcome, long agoNs) {
            if (waiting) {
                waiting = false;
                outcomes.add(attempt, outcome, loop.clock().nowNs() - agoNs);
            }
        }

        @Override
        public void came(ByteBuffer datagram, long agoNs) {
            Outcome outcome = waiting ? codec.outcome(datagram, attempt) : null;
            if (outcome != null) {
                finish(outcome, agoNs);
            }
        }

        /** Nobody listens there: the kernel was told by ICMP. */
        @Override
        public void failed(IOException cause) {
            if (Fault.of(cause) == Fault.REFUSED) {
                finish(Outcome.REFUSED, 0);
            }
        }
    }
}
