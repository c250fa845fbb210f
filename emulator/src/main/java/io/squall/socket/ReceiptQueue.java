package io.squall.socket;

import io.squall.time.Actor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Receipts of one-way attempts, from the thread of the sink to the thread of the wire that pushed them: a ring over primitive
 * arrays with one writer and one reader, each of which owns a cursor that only grows.
 */
public final class ReceiptQueue {
    /** Where receipts are read. */
    @FunctionalInterface
    public interface Reader {
        void received(long attempt, long receivedNs);
    }

    private final long[] attempts;
    private final long[] instantsNs;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    /** @param capacity receipts that may wait for the reader, a power of two; what is beyond is lost, and does not count as received */
    public ReceiptQueue(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("a capacity is a power of two, not " + capacity);
        }
        attempts = new long[capacity];
        instantsNs = new long[capacity];
    }

    /** Called by the sink. */
    public void add(long attempt, long receivedNs) {
        long next = written.getPlain();
        if (next - read.getAcquire() < attempts.length) {
            attempts[at(next)] = attempt;
            instantsNs[at(next)] = receivedNs;
            written.setRelease(next + 1);
        }
    }

    /** Receipts that were written. Any thread may ask. */
    public long received() {
        return written.get();
    }

    /** Called by the one reader: hands over all that has come. */
    public int drainTo(Reader reader) {
        long from = read.getPlain();
        long to = written.getAcquire();
        for (long next = from; next < to; next++) {
            reader.received(attempts[at(next)], instantsNs[at(next)]);
        }
        read.setRelease(to);
        return (int) (to - from);
    }

    /** The instant of the earliest receipt that waits, or {@link Actor#NEVER}. Asked by the reader. */
    public long nextDueNs() {
        long next = read.getPlain();
        return next == written.getAcquire() ? Actor.NEVER : instantsNs[at(next)];
    }

    private int at(long cursor) {
        return (int) cursor & (attempts.length - 1);
    }
}
