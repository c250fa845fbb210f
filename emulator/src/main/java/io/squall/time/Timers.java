package io.squall.time;

import java.util.Arrays;

/**
 * One timer for each of n owners: a hierarchical timing wheel over primitive arrays, exact to the nanosecond, O(1) to arm, re-arm or
 * withdraw (Varghese, Lauck: Hashed and Hierarchical Timing Wheels, SOSP 1987; the level of an entry is that of the highest digit in
 * which it differs from the cursor, as in the radix heap of Ahuja, Mehlhorn, Orlin, Tarjan, JACM 1990).
 *
 * <pre>
 *     level 2   [ 268 ms ][ 268 ms ] …           an entry comes down level by level, and only if
 *     level 1   [1 ms][1 ms][1 ms] …             nobody has armed it anew: an owner that is re-armed
 *     level 0   [4 µs][4 µs] …                   for later stays where it is until its slot comes
 *     near      a heap of all that is due in the cursor's tick or before
 * </pre>
 *
 * <p>An owner has one entry at the most, so memory is bounded by the number of owners, however often they re-arm: 16 bytes each. Equal
 * instants fire in an order that depends on nothing but the sequence of calls.
 */
public final class Timers {
    private static final int TICK_BITS = 12;
    private static final int DIGIT_BITS = 8;
    private static final int SLOTS = 1 << DIGIT_BITS;
    private static final int WORDS = SLOTS / Long.SIZE;
    private static final int LEVELS = (Long.SIZE - TICK_BITS + DIGIT_BITS - 1) / DIGIT_BITS;

    private static final int NOWHERE = 0xFFF;
    private static final int NEAR = 0xFFE;
    private static final int LINK_BITS = 26;
    private static final int NONE = (1 << LINK_BITS) - 1;

    /** Heap for each owner. */
    public static final int BYTES_OF_OWNER = 2 * Long.BYTES;

    /** Owners at the most. */
    public static final int MOST = NONE;

    private final int[] head = new int[LEVELS * SLOTS];
    private final long[] occupied = new long[LEVELS * WORDS];
    /** Bit l is set if a slot of level l is occupied. */
    private int levels;
    /** The tick up to which the wheel has been emptied into the heap. */
    private long cursor;
    /** Where the first occupied slot begins. */
    private long firstSlotNs = Actor.NEVER;

    /**
     * Two words an owner: when it is due, and where it stands.
     *
     * <pre>
     *     63             52 51         26 25           0
     *     [ slot, or NEAR  ][  previous  ][    next    ]      near, next is the position in the heap
     * </pre>
     */
    private long[] rows;

    private int[] heap = new int[16];
    private long[] heapDueNs = new long[16];
    private int near;

    /** @param owners numbered 0 … owners − 1; {@link #MOST} at the most */
    public Timers(int owners) {
        if (owners > MOST) {
            throw new IllegalArgumentException(owners + " timers, expected up to " + MOST);
        }
        Arrays.fill(head, NONE);
        rows = new long[2 * owners];
        clear(0);
    }

    /** Makes room for more owners. */
    public void grow(int owners) {
        int before = rows.length;
        rows = Arrays.copyOf(rows, 2 * owners);
        clear(before);
    }

    private void clear(int from) {
        for (int i = from; i < rows.length; i += 2) {
            rows[i] = Actor.NEVER;
            rows[i + 1] = links(NOWHERE, NONE, NONE);
        }
    }

    private static long links(int place, int previous, int next) {
        return (long) place << (2 * LINK_BITS) | (long) previous << LINK_BITS | next;
    }

    private static int placeOf(long links) {
        return (int) (links >>> (2 * LINK_BITS));
    }

    private static int previousOf(long links) {
        return (int) (links >>> LINK_BITS) & NONE;
    }

    private static int nextOf(long links) {
        return (int) links & NONE;
    }

    /** Sets the owner's timer, in place of the one it may have; {@link Actor#NEVER} withdraws it. */
    public void arm(int owner, long instantNs) {
        long links = rows[2 * owner + 1];
        int place = placeOf(links);
        rows[2 * owner] = instantNs;
        if (place < NEAR) {
            if (tick(instantNs) >= startOf(place)) {
                return;
            }
            unlink(links);
        } else if (place == NEAR) {
            removeNear(nextOf(links));
        }
        if (instantNs == Actor.NEVER) {
            rows[2 * owner + 1] = links(NOWHERE, NONE, NONE);
        } else {
            place(owner, instantNs);
        }
    }

    /** Withdraws the owner's timer, if it has one. */
    public void disarm(int owner) {
        arm(owner, Actor.NEVER);
    }

    /** When the owner's timer was last set to fire; NEVER if it was withdrawn. */
    public long dueNs(int owner) {
        return rows[2 * owner];
    }

    /**
     * The earliest instant, or an earlier one at which to look again: the wheel is not turned further ahead than a turn of its first
     * level, since most timers are withdrawn before they are due. {@link Actor#NEVER} if no timer is armed.
     */
    public long nextDueNs() {
        while (near == 0 && (levels & 1) != 0) {
            advance();
        }
        return near > 0 ? heapDueNs[0] : firstSlotNs;
    }

    /** Whether a timer is due by now: then {@link #poll} gives its owner. */
    public boolean isDue(long nowNs) {
        while (near == 0 && firstSlotNs <= nowNs) {
            advance();
        }
        return near > 0 && heapDueNs[0] <= nowNs;
    }

    /** Disarms the earliest timer and returns its owner; call only when {@link #isDue}. */
    public int poll() {
        int owner = heap[0];
        removeNear(0);
        rows[2 * owner + 1] = links(NOWHERE, NONE, NONE);
        return owner;
    }

    private static long tick(long instantNs) {
        return Math.max(0, instantNs) >>> TICK_BITS;
    }

    /** The first tick of a slot that lies ahead of the cursor. */
    private long startOf(int slot) {
        int shift = (slot >>> DIGIT_BITS) * DIGIT_BITS;
        long digit = slot & (SLOTS - 1);
        return (cursor >>> shift >>> DIGIT_BITS << DIGIT_BITS | digit) << shift;
    }

    private void place(int owner, long instantNs) {
        long tick = tick(instantNs);
        if (tick <= cursor) {
            addNear(owner, instantNs);
            return;
        }
        int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(tick ^ cursor)) / DIGIT_BITS;
        int digit = (int) (tick >>> (level * DIGIT_BITS)) & (SLOTS - 1);
        int slot = level << DIGIT_BITS | digit;
        int first = head[slot];
        if (first == NONE) {
            occupied[slot >>> 6] |= 1L << slot;
            levels |= 1 << level;
        } else {
            previous(first, owner);
        }
        head[slot] = owner;
        rows[2 * owner + 1] = links(slot, NONE, first);
        firstSlotNs = Math.min(firstSlotNs, startOf(slot) << TICK_BITS);
    }

    private void unlink(long links) {
        int after = nextOf(links);
        int before = previousOf(links);
        if (after != NONE) {
            previous(after, before);
        }
        if (before != NONE) {
            next(before, after);
        } else {
            int slot = placeOf(links);
            head[slot] = after;
            if (after == NONE) {
                vacate(slot);
            }
        }
    }

    private void previous(int owner, int previous) {
        int i = 2 * owner + 1;
        rows[i] = (rows[i] & ~((long) NONE << LINK_BITS)) | (long) previous << LINK_BITS;
    }

    private void next(int owner, int next) {
        int i = 2 * owner + 1;
        rows[i] = (rows[i] & ~(long) NONE) | next;
    }

    private void vacate(int slot) {
        occupied[slot >>> 6] &= ~(1L << slot);
        int level = slot >>> DIGIT_BITS;
        long any = 0;
        for (int word = level * WORDS; word < (level + 1) * WORDS; word++) {
            any |= occupied[word];
        }
        if (any == 0) {
            levels &= ~(1 << level);
        }
        firstSlotNs = levels == 0 ? Actor.NEVER : startOf(firstSlot()) << TICK_BITS;
    }

    /** Where the earliest entries stand that are not near; only while there are any. */
    private int firstSlot() {
        int word = Integer.numberOfTrailingZeros(levels) * WORDS;
        while (occupied[word] == 0) {
            word++;
        }
        return word << 6 | Long.numberOfTrailingZeros(occupied[word]);
    }

    /** Moves the cursor to the first slot, and spreads its entries over the levels below. */
    private void advance() {
        int slot = firstSlot();
        cursor = startOf(slot);
        int owner = head[slot];
        head[slot] = NONE;
        vacate(slot);
        while (owner != NONE) {
            int after = nextOf(rows[2 * owner + 1]);
            long instantNs = rows[2 * owner];
            if (instantNs == Actor.NEVER) {
                rows[2 * owner + 1] = links(NOWHERE, NONE, NONE);
            } else {
                place(owner, instantNs);
            }
            owner = after;
        }
    }

    private void addNear(int owner, long instantNs) {
        if (near == heap.length) {
            heap = Arrays.copyOf(heap, 2 * near);
            heapDueNs = Arrays.copyOf(heapDueNs, 2 * near);
        }
        up(near++, owner, instantNs);
    }

    private void removeNear(int hole) {
        near--;
        if (hole == near) {
            return;
        }
        int last = heap[near];
        long due = heapDueNs[near];
        if (hole > 0 && due < heapDueNs[(hole - 1) >>> 1]) {
            up(hole, last, due);
        } else {
            down(hole, last, due);
        }
    }

    private void up(int hole, int owner, long due) {
        int i = hole;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (heapDueNs[parent] <= due) {
                break;
            }
            put(i, heap[parent], heapDueNs[parent]);
            i = parent;
        }
        put(i, owner, due);
    }

    private void down(int hole, int owner, long due) {
        int i = hole;
        int child;
        while ((child = 2 * i + 1) < near) {
            if (child + 1 < near && heapDueNs[child + 1] < heapDueNs[child]) {
                child++;
            }
            if (due <= heapDueNs[child]) {
                break;
            }
            put(i, heap[child], heapDueNs[child]);
            i = child;
        }
        put(i, owner, due);
    }

    private void put(int i, int owner, long due) {
        heap[i] = owner;
        heapDueNs[i] = due;
        rows[2 * owner + 1] = links(NEAR, NONE, i);
    }
}
