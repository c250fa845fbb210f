package io.squall.wire.kernel;

import io.squall.guard.Permit;
import io.squall.socket.ReceiptQueue;
import io.squall.time.SystemClock;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.OutcomeQueue;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * One-way pushes as frames with addresses and ports of their own, emitted inside the kernel at their intended instants.
 *
 * <pre>
 *     Storm ─ send, ahead ─► Ring ─► Emitter (XDP, a thread of its own) ═ veth ═► Twin (XDP): one-way delay ─► the relay's socket
 *           ◄─ departed ───────┘                                                                     ◄─ receipts ─ the sink
 * </pre>
 *
 * <p>The storm's thread fills the ring some milliseconds ahead, so that neither its own lateness nor a system call stands between an
 * intended instant and its frame. It costs a core, for as long as the wire is open.
 */
public final class FrameWire implements Wire {
    /** A stall of the storm's thread that is shorter delays no frame. */
    private static final long LEAD_NS = 5_000_000;

    private static final long LOOK_NS = 500_000;
    /** How long the program goes on when the storm's thread has fallen silent. */
    private static final long SILENCE_NS = 1_000_000_000;

    private static final int SLOTS = 1 << 16;
    /** Few, so that a frame does not wait long for those that leave with it. */
    private static final int BATCH = 16;

    private static final int LOWEST_PORT = 1 << 15;

    private final SystemClock clock;
    private final ReceiptQueue receipts;
    private final OutcomeQueue answered = new OutcomeQueue();
    private final Ring ring;
    private final Emission emission;
    private long lookedNs;
    private long given;
    private boolean unpublished;

    FrameWire(Namespace near, Permit permit, Frame frame, Terms terms, ReceiptQueue receipts) {
        var _ = permit.check(frame.to());
        clock = terms.clock();
        this.receipts = receipts;
        ring = new Ring(SLOTS);
        Code code = Emitter.fromRing(frame, ring, terms.skipAfterNs());
        emission = new Emission(near, Lab.INDEX, ring, new Emission.Program(code, frame), BATCH);
    }

    /** @param skipAfterNs what is later than this is not sent */
    public record Terms(SystemClock clock, long skipAfterNs) {}

    @Override
    public long leadNs() {
        return LEAD_NS;
    }

    /** Each source has an address and a port of its own: 2¹⁵ ports on each of the addresses from 198.18.1.0 on. */
    @Override
    public boolean send(long attempt, long intendedNs, long nowNs) {
        if (emission.failure() != null) {
            return false;
        }
        int source = Attempt.source(attempt);
        boolean taken = ring.add(
                clock.machineNs(intendedNs),
                attempt,
                intendedNs,
                source,
                Lab.SOURCES + source / KernelLane.PORTS,
                LOWEST_PORT + (source & (KernelLane.PORTS - 1)));
        if (taken) {
            given++;
            unpublished = true;
        }
        return taken;
    }

    @Override
    public void flush() {
        if (unpublished) {
            ring.publish();
            unpublished = false;
        }
    }

    @Override
    public void abandon(long attempt) {
        // It is under way, and costs what it costs.
    }

    @Override
    public int poll(long nowNs, Outcomes outcomes) {
        lookedNs = nowNs;
        ring.until(clock.machineNs(nowNs + SILENCE_NS));
        // Receipts first: what they are of has left by then, and is reported before them.
        receipts.drainTo((attempt, receivedNs) -> answered.add(attempt, Outcome.ANSWERED, receivedNs));
        Ring.Reader departures = (attempt, sentNs) -> {
            given--;
            outcomes.departed(attempt, sentNs < 0 ? Outcomes.TOO_LATE : clock.runNs(sentNs));
        };
        int work = ring.read(departures);
        if (emission.failure() != null) {
            // It has ended, so nobody touches the rest any more.
            work += ring.read(departures) + ring.giveUp(departures);
        }
        return work + answered.drainTo(outcomes);
    }

    @Override
    public long nextDueNs() {
        long receiptNs = receipts.nextDueNs();
        return given > 0 ? Math.min(receiptNs, lookedNs + LOOK_NS) : receiptNs;
    }

    /** Why the kernel emits no more; null while it does. */
    @Nullable
    RuntimeException failure() {
        return emission.failure();
    }

    @Override
    public void close() {
        emission.close();
        ring.close();
    }
}
