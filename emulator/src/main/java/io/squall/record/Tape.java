package io.squall.record;

import io.squall.wire.Attempt;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * All that the recorders of one thread are told, in that order, on its way to the journal: rows of three words, in batches that go
 * round between the writer and one reader. Nothing is allocated for a row, and the writer never waits for a reader on another thread.
 *
 * <pre>
 *     writer ─ fills the last of ─► [ JCTools SPSC ring: filled ] ─► reader follows row by row
 *            ◄───────────────────── [ JCTools SPSC ring: free   ] ◄─ gives back what it has read
 *
 *     63        58 57     54      53          52            28 27            0
 *     [ class: 6 ][ code: 4 ][ operator: 1 ][  source: 25     ][ sequence: 28 ]
 *     [ intended instant, ns                                                  ]
 *     [ instant − intended instant, ns: 56                      ][ phase: 8   ]
 * </pre>
 *
 * <p>A reader that falls behind costs no more than detail, by rule: when half of the batches are filled one request in
 * {@value #FEWER} is kept with all of its attempts, when three quarters are one in {@value #FEW}, and none when all are. What is kept and
 * what was lost is on the tape itself ({@link #SAMPLING}), and so is whatever is no attempt: that is never left out.
 */
public final class Tape {
    /** Words of a row. */
    public static final int WORDS = 3;
    /** Codes below this are those of {@link Event}s, where INTENDED stands for a retry. */
    public static final int FIRST_TRY = 10;
    /** A phase begins: its index, and when. */
    public static final int PHASE = 11;
    /** Requests of a class that were pending at the end of a cut: the cut, and how many. */
    public static final int PENDING = 12;
    /** The latencies of a cut are complete: the cut. */
    public static final int CUT = 13;
    /** From here on: one request in how many is kept (0: none), and how many rows were left out so far. */
    public static final int SAMPLING = 14;

    private static final int INTENDED = 0;
    private static final int FEWER = 8;
    private static final int FEW = 64;
    private static final int CODE_SHIFT = 54;
    private static final int CODES = 16;
    private static final long OPERATOR = 1L << 53;
    private static final int PHASE_BITS = 8;
    private static final VarHandle FILLED;

    static {
        try {
            FILLED = MethodHandles.lookup().findVarHandle(Batch.class, "filled", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SpscVarHandleArrayQueue<Batch> full;
    private final SpscVarHandleArrayQueue<Batch> free;
    private final int batches;
    private final long thinned;
    private final @Nullable Runnable drain;
    private final BitSet[] leftOut = new BitSet[Attempt.MAX_CLASSES];
    /** Sources for which it was decided under the rule of now. */
    private final BitSet[] decided = new BitSet[Attempt.MAX_CLASSES];
    /** Rows that may not be left out, and for which there was no room. */
    private long[] waiting = new long[WORDS * 64];

    private int waitingWords;
    private @Nullable Batch current;
    /** Words of the current one: its own count is the reader's to set back. */
    private int filled;

    private int sources;
    private int oneIn = 1;
    /** The rule by which requests are kept now; 0 for none. */
    private int rule = 1;

    private int fewest = 1;
    /** One writer; the reader asks, too. */
    private final AtomicLong lostRows = new AtomicLong();

    private volatile int atMostOneIn = 1;

    private static final class Batch {
        private final long[] words;
        /** Words that may be read. */
        @SuppressWarnings("UnusedVariable") // by the handle
        private int filled;

        private int read;

        Batch(int rows) {
            words = new long[WORDS * rows];
        }
    }

    /** Takes the rows of a tape. */
    @FunctionalInterface
    public interface Rows {
        /** @param words rows in [from, to), of {@value #WORDS} words each; of use during the call only */
        void rows(long[] words, int from, int to);
    }

    private Tape(long thinned, int batches, int rows, @Nullable Runnable drain) {
        this.thinned = thinned;
        this.batches = batches;
        this.drain = drain;
        full = new SpscVarHandleArrayQueue<>(batches);
        free = new SpscVarHandleArrayQueue<>(batches);
        for (int i = 0; i < batches; i++) {
            free.offer(new Batch(rows));
        }
        Arrays.setAll(leftOut, _ -> new BitSet());
        Arrays.setAll(decided, _ -> new BitSet());
        open();
    }

    /**
     * To a reader on another thread.
     *
     * @param thinned bit c is set if attempts of class c may be left out
     */
    public static Tape acrossThreads(long thinned, int batches, int rows) {
        return new Tape(thinned, batches, rows, null);
    }

    /** @param drain called when it is full; reads all */
    public static Tape onOneThread(long thinned, int rows, Runnable drain) {
        return new Tape(thinned, 2, rows, drain);
    }

    public static int code(long word) {
        return (int) (word >>> CODE_SHIFT) & (CODES - 1);
    }

    /** Whether the row is the operator's own request on that class's wire. */
    public static boolean isOperators(long word) {
        return (word & OPERATOR) != 0;
    }

    /** The attempt of a row, as its recorder was told. */
    public static long attempt(long word) {
        return Attempt.ofPacket(word & ~OPERATOR);
    }

    /** The instant of a row, given its second and third word. */
    public static long atNs(long intendedNs, long word) {
        return intendedNs + (word >> PHASE_BITS);
    }

    public static int phase(long word) {
        return (int) word & ((1 << PHASE_BITS) - 1);
    }

    /** The first word of a row. */
    public static long word(int code, long attempt, boolean operator) {
        return attempt | (long) code << CODE_SHIFT | (operator ? OPERATOR : 0);
    }

    /** The third word of a row. */
    public static long word(long intendedNs, long atNs, int phase) {
        return (atNs - intendedNs) << PHASE_BITS | phase;
    }

    /** Of every class keep at most one request in so many, 0 for none, from now on; any thread may ask. */
    public void keepAtMostOneIn(int requests) {
        atMostOneIn = requests;
    }

    /** Something has come of an attempt; may be left out. */
    void attempt(int code, long attempt, boolean operator, int phase, long intendedNs, long atNs) {
        boolean all = rule == 1 && oneIn == 1 && atMostOneIn == 1 && sources == 0;
        if (!all && !operator && isThinned(attempt) && isLeftOut(code, attempt)) {
            lostRow();
            return;
        }
        row(word(code, attempt, operator), intendedNs, word(intendedNs, atNs, phase));
    }

    private boolean isThinned(long attempt) {
        return (thinned >>> Attempt.trafficClass(attempt) & 1) != 0;
    }

    private void lostRow() {
        lostRows.setOpaque(lostRows.getPlain() + 1);
    }

    /** What is no attempt; never left out. */
    public void note(int code, int trafficClass, long a, long b) {
        row(word(code, Attempt.of(trafficClass, 0, 0), false), a, b);
    }

    private void row(long first, long second, long third) {
        Batch batch = current;
        if (batch == null || filled == batch.words.length) {
            batch = open();
            if (batch == null) {
                lost(first, second, third);
                return;
            }
        }
        int at = filled;
        batch.words[at] = first;
        batch.words[at + 1] = second;
        batch.words[at + 2] = third;
        // A release, so that the reader sees the words before it sees that they are there; a plain store on x86.
        filled = at + WORDS;
        FILLED.setRelease(batch, filled);
    }

    /** The next batch, handed over before it is filled: the reader follows. Null if there is none. */
    private @Nullable Batch open() {
        if (drain != null && free.isEmpty()) {
            drain.run();
        }
        Batch batch = free.poll();
        current = batch;
        if (batch == null) {
            return null;
        }
        full.offer(batch);
        filled = Math.min(waitingWords, batch.words.length);
        System.arraycopy(waiting, 0, batch.words, 0, filled);
        System.arraycopy(waiting, filled, waiting, 0, waitingWords - filled);
        waitingWords -= filled;
        FILLED.setRelease(batch, filled);
        if (filled == batch.words.length) {
            return open();
        }
        if (drain == null) {
            int left = free.size();
            oneIn = 2 * left >= batches ? 1 : 4 * left >= batches ? FEWER : FEW;
        }
        return batch;
    }

    private void lost(long first, long second, long third) {
        if (code(first) >= PHASE) {
            if (waitingWords == waiting.length) {
                waiting = Arrays.copyOf(waiting, 2 * waitingWords);
            }
            waiting[waitingWords] = first;
            waiting[waitingWords + 1] = second;
            waiting[waitingWords + 2] = third;
            waitingWords += WORDS;
            return;
        }
        lostRow();
        fewest = 0;
        leaveOut(leftOut[Attempt.trafficClass(first)], Attempt.source(first));
    }

    /** Decided for whole requests, so that none tells a wrong latency; of those under way when the rule changes, for the rest. */
    private boolean isLeftOut(int code, long attempt) {
        int limit = atMostOneIn;
        int one = limit == 0 ? 0 : Math.max(oneIn, limit);
        if (one != rule) {
            rule = one;
            fewest = one == 0 || fewest == 0 ? 0 : Math.max(fewest, one);
            Arrays.stream(decided).forEach(BitSet::clear);
            note(SAMPLING, Attempt.trafficClass(attempt), one, lostRows());
        }
        int trafficClass = Attempt.trafficClass(attempt);
        int source = Attempt.source(attempt);
        boolean first = code == FIRST_TRY;
        if (first || (code == INTENDED && one != 1 && !decided[trafficClass].get(source))) {
            decided[trafficClass].set(source);
            decide(leftOut[trafficClass], source, first, one != 0 && (mix(attempt) & (one - 1)) == 0);
        }
        return leftOut[trafficClass].get(source);
    }

    private void decide(BitSet out, int source, boolean first, boolean kept) {
        if (!kept) {
            leaveOut(out, source);
        } else if (first && out.get(source)) {
            out.clear(source);
            sources--;
        }
    }

    private void leaveOut(BitSet out, int source) {
        if (!out.get(source)) {
            out.set(source);
            sources++;
        }
    }

    private static long mix(long attempt) {
        long mixed = attempt * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }

    /** At rest: hands over what has found no room to the end. */
    public void restTo(Rows rows) {
        rows.rows(waiting, 0, waitingWords);
        waitingWords = 0;
    }

    /** One request in so many was kept where fewest were; 0 for none. By the writer, or at rest. */
    public int fewest() {
        return fewest;
    }

    /** Rows that were left out so far; any thread may ask. */
    public long lostRows() {
        return lostRows.getOpaque();
    }

    /** By the reader: hands over all that has come. @return how many rows */
    public int drainTo(Rows rows) {
        int taken = 0;
        Batch batch;
        while ((batch = full.peek()) != null) {
            int there = (int) FILLED.getAcquire(batch);
            if (there > batch.read) {
                rows.rows(batch.words, batch.read, there);
                taken += (there - batch.read) / WORDS;
                batch.read = there;
            }
            if (there < batch.words.length) {
                break;
            }
            full.poll();
            batch.read = 0;
            FILLED.set(batch, 0);
            free.offer(batch);
        }
        return taken;
    }
}
