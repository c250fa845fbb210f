package io.squall.wire.netty;

import io.squall.time.Actor;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** Receipts of one-way attempts, from the thread of the sink to the thread of the wire that pushed them. */
public final class ReceiptQueue {
    private record Receipt(long attempt, long receivedNs) {}

    /** Where receipts are read. */
    @FunctionalInterface
    interface Reader {
        void received(long attempt, long receivedNs);
    }

    private final SpscVarHandleArrayQueue<Receipt> ring;

    /** @param capacity receipts that may wait for the reader; the sink counts what is beyond */
    public ReceiptQueue(int capacity) {
        ring = new SpscVarHandleArrayQueue<>(capacity);
    }

    /**
     * Called by the sink.
     *
     * @return false if the reader has fallen that far behind
     */
    public boolean offer(long attempt, long receivedNs) {
        return ring.offer(new Receipt(attempt, receivedNs));
    }

    int drainTo(Reader reader) {
        int drained = 0;
        Receipt receipt;
        while ((receipt = ring.poll()) != null) {
            reader.received(receipt.attempt, receipt.receivedNs);
            drained++;
        }
        return drained;
    }

    /** The instant of the earliest receipt that waits, or {@link Actor#NEVER}. */
    long nextDueNs() {
        Receipt earliest = ring.peek();
        return earliest == null ? Actor.NEVER : earliest.receivedNs;
    }
}
