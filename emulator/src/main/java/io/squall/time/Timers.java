package io.squall.time;

import java.util.Arrays;

/**
 * One timer for each of n owners: a binary heap of their numbers over primitive arrays, O(log n) to arm, re-arm or withdraw.
 *
 * <p>An owner has one entry at the most, so memory is bounded by the number of owners, however often they re-arm. Equal instants fire in an
 * order that depends on nothing but the sequence of calls.
 */
public final class Timers {
    private static final int UNARMED = -1;

    private final long[] dueNs;
    private final int[] heap;
    private final int[] position;
    private int size;

    /** @param owners numbered 0 … owners − 1 */
    public Timers(int owners) {
        dueNs = new long[owners];
        heap = new int[owners];
        position = new int[owners];
        Arrays.fill(position, UNARMED);
    }

    /** Sets the owner's timer, in place of the one it may have. */
    public void arm(int owner, long instantNs) {
        long before = dueNs[owner];
        dueNs[owner] = instantNs;
        if (position[owner] == UNARMED) {
            up(size++, owner);
        } else if (instantNs < before) {
            up(position[owner], owner);
        } else {
            down(position[owner], owner);
        }
    }

    /** Withdraws the owner's timer, if it has one. */
    public void disarm(int owner) {
        int hole = position[owner];
        if (hole == UNARMED) {
            return;
        }
        position[owner] = UNARMED;
        int last = heap[--size];
        if (last != owner) {
            place(hole, last);
        }
    }

    /** When the owner's timer was last set to fire. */
    public long dueNs(int owner) {
        return dueNs[owner];
    }

    /** The earliest instant, or {@link Actor#NEVER} if no timer is armed. */
    public long nextDueNs() {
        return size == 0 ? Actor.NEVER : dueNs[heap[0]];
    }

    /** Disarms the earliest timer and returns its owner; call only when {@link #nextDueNs()} is not NEVER. */
    public int poll() {
        int owner = heap[0];
        disarm(owner);
        return owner;
    }

    private void place(int hole, int owner) {
        int parent = (hole - 1) >>> 1;
        if (hole > 0 && dueNs[owner] < dueNs[heap[parent]]) {
            up(hole, owner);
        } else {
            down(hole, owner);
        }
    }

    private void up(int hole, int owner) {
        int i = hole;
        long due = dueNs[owner];
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (dueNs[heap[parent]] <= due) {
                break;
            }
            put(i, heap[parent]);
            i = parent;
        }
        put(i, owner);
    }

    private void down(int hole, int owner) {
        int i = hole;
        long due = dueNs[owner];
        int child;
        while ((child = 2 * i + 1) < size) {
            if (child + 1 < size && dueNs[heap[child + 1]] < dueNs[heap[child]]) {
                child++;
            }
            if (due <= dueNs[heap[child]]) {
                break;
            }
            put(i, heap[child]);
            i = child;
        }
        put(i, owner);
    }

    private void put(int i, int owner) {
        heap[i] = owner;
        position[owner] = i;
    }
}
