package io.squall.wire.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The schedule on its way to the program that emits it, and back: a ring of slots of one cache line in memory that both see, with one writer
 * and one reader of each cursor, all of which only grow.
 *
 * <pre>
 *                    back                 head                 tail
 *     ──────────────┬────────────────────┬────────────────────┬──────────
 *      free         │ stamped: not read  │ due: not emitted   │ free
 *     ──────────────┴────────────────────┴────────────────────┴──────────
 *                JVM ►              program ►               JVM ►
 * </pre>
 *
 * Numbers that travel in the frame are in network order already. The program's stores become visible in their order, since x86_64
 * reorders none; elsewhere it would need barriers, and nobody has tried.
 */
final class Ring implements AutoCloseable {
    /** Cursors and counters, each on a line of its own. */
    static final int TAIL = 0;

    static final int HEAD = 64;
    static final int UNTIL = 128;
    static final int START = 136;
    static final int SKIPPED = 192;
    /** The program's own: the head after the frame that it writes. */
    static final int NEXT = 200;

    static final int SLOTS = 4096;

    static final int SLOT_BITS = 6;
    static final int DUE = 0;
    static final int ATTEMPT = 8;
    static final int INTENDED = 16;
    static final int ADDRESS = 24;
    static final int PORT = 28;
    static final int SOURCE = 32;
    static final int STAMP = 40;
    static final int SEQUENCE = 48;
    static final int SENT = 56;

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final ValueLayout.OfLong BIG_LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt BIG_INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort BIG_SHORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

    /** Where what has become of the slots is read. */
    @FunctionalInterface
    interface Reader {
        /** @param sentNs on CLOCK_MONOTONIC; −1 if it was too late to be sent */
        void emitted(long attempt, long sentNs);
    }

    private final Bpf.Shared shared;
    private final MemorySegment memory;
    private final int slots;
    private long tail;
    private long back;

    /** @param slots a power of two */
    Ring(int slots) {
        this(slots, Bpf.Shared.of("squall_ring", SLOTS + ((long) slots << SLOT_BITS) + Buckets.BYTES));
    }

    /** In any memory, for whoever plays the program's part. */
    Ring(int slots, Bpf.Shared shared) {
        if (Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException("a ring has a power of two of slots, not " + slots);
        }
        this.slots = slots;
        this.shared = shared;
        memory = shared.memory();
    }

    /** Where the program counts how late each frame was. */
    int latenessAt() {
        return SLOTS + (slots << SLOT_BITS);
    }

    int fd() {
        return shared.fd();
    }

    int slots() {
        return slots;
    }

    private long slot(long number) {
        return SLOTS + ((number & (slots - 1)) << SLOT_BITS);
    }

    /**
     * Adds to the schedule; instants must not decrease. Seen by the program from the next {@link #publish} on.
     *
     * @param dueNs on CLOCK_MONOTONIC
     * @param address the last four bytes of the frame's source
     * @return false if there is no room
     */
    boolean add(long dueNs, long attempt, long intendedNs, int source, int address, int port) {
        if (tail - back == slots) {
            return false;
        }
        long at = slot(tail++);
        memory.set(ValueLayout.JAVA_LONG, at + DUE, dueNs);
        memory.set(BIG_LONG, at + ATTEMPT, attempt);
        memory.set(BIG_LONG, at + INTENDED, intendedNs);
        memory.set(BIG_INT, at + ADDRESS, address);
        memory.set(BIG_SHORT, at + PORT, (short) port);
        memory.set(BIG_INT, at + SOURCE, source);
        return true;
    }

    void publish() {
        LONG.setRelease(memory, (long) TAIL, tail);
    }

    /** Reads what has been emitted, or skipped, since the last call. */
    int read(Reader reader) {
        long to = head();
        int read = (int) (to - back);
        for (; back < to; back++) {
            long at = slot(back);
            reader.emitted(memory.get(BIG_LONG, at + ATTEMPT), memory.get(ValueLayout.JAVA_LONG, at + STAMP));
        }
        return read;
    }

    /** Takes back what no program will emit any more: each counts as too late. */
    int giveUp(Reader reader) {
        int left = (int) (tail - back);
        for (; back < tail; back++) {
            reader.emitted(memory.get(BIG_LONG, slot(back) + ATTEMPT), -1);
        }
        return left;
    }

    /** Slots that the program is done with. */
    long head() {
        return (long) LONG.getAcquire(memory, (long) HEAD);
    }

    /** Nothing is emitted from an instant on: the program's dead man. */
    void until(long monotonicNs) {
        LONG.setRelease(memory, (long) UNTIL, monotonicNs);
    }

    /** For a program that makes its own schedule: so many frames, from an instant on. */
    void free(long frames, long fromNs) {
        memory.set(ValueLayout.JAVA_LONG, START, fromNs);
        LONG.setRelease(memory, (long) TAIL, frames);
    }

    long skipped() {
        return (long) LONG.getOpaque(memory, (long) SKIPPED);
    }

    /** Lateness of all that was sent, in ns, by {@link Buckets#index}. */
    long[] lateness() {
        return Buckets.read(memory, latenessAt());
    }

    @Override
    public void close() {
        shared.close();
    }
}
