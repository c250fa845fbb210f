package io.squall.socket;

import io.squall.time.Actor;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** Receipts of one-way attempts, from the thread of the sink to the thread of the wire that pushed them. */
public final class ReceiptQueue {
    private record Receipt(long attempt, long receivedNs) {}

    /** Where receipts are read. */
    @FunctionalInterface
    public interface Reader {
        void received(long attempt, long receivedNs);
    }

    private final SpscVarHandleArrayQueue<Receipt> ring;
    private final Count received = new Count();

    /** @param capacity receipts that may wait for the reader; what is beyond is lost, and does not count as received */
    public ReceiptQueue(int capacity) {
        ring = new SpscVarHandleArrayQueue<>(capacity);
    }

    /** Called by the sink. */
    public void add(long attempt, long receivedNs) {
        if (ring.offer(new Receipt(attempt, receivedNs))) {
            received.increment();
        }
    }

    /** Receipts that were written, without those for which there was no room. Any thread may ask. */
    public long received() {
        return received.get();
    }

    /** Called by the one reader: hands over all that has come. */
    public int drainTo(Reader reader) {
        int drained = 0;
        Receipt receipt;
        while ((receipt = ring.poll()) != null) {
            reader.received(receipt.attempt, receipt.receivedNs);
            drained++;
        }
        return drained;
    }

    /** The instant of the earliest receipt that waits, or {@link Actor#NEVER}. */
    public long nextDueNs() {
        Receipt earliest = ring.peek();
        return earliest == null ? Actor.NEVER : earliest.receivedNs;
    }
}
