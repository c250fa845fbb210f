package io.squall.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Rows of {@link Counter}s. One thread adds; any thread may read a value that grows while it looks. */
@SuppressWarnings("EnumOrdinal") // a row is a flat array of counters
public final class Tally {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int COUNTERS = Counter.values().length;

    private final long[] values;

    Tally(int rows) {
        values = new long[rows * COUNTERS];
    }

    void add(int row, Counter counter) {
        int i = row * COUNTERS + counter.ordinal();
        // Opaque, not plain: the reader on another thread sees progress; no fence on the writer's side.
        LONGS.setOpaque(values, i, (long) LONGS.getOpaque(values, i) + 1);
    }

    /** For who reads counters back. */
    public void put(int row, Counter counter, long value) {
        LONGS.setOpaque(values, row * COUNTERS + counter.ordinal(), value);
    }

    public long get(int row, Counter counter) {
        return (long) LONGS.getOpaque(values, row * COUNTERS + counter.ordinal());
    }

    /** Sent, and without an outcome so far. */
    public long inFlight(int row) {
        return get(row, Counter.SENT)
                - get(row, Counter.ANSWERED)
                - get(row, Counter.FAILED)
                - get(row, Counter.TIMED_OUT);
    }
}
