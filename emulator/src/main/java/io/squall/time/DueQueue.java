package io.squall.time;

import java.util.Arrays;

/**
 * Payloads in the order of their due instants: a binary heap over two primitive arrays, O(log n), no object an entry.
 *
 * <p>Equal instants leave in an order that depends on nothing but the sequence of calls, so a run in virtual time is
 * deterministic. An entry cannot be withdrawn: its owner recognises a stale payload (by a sequence number in it) and drops it.
 */
public final class DueQueue {
    private long[] dueNs;
    private long[] payload;
    private int size;

    /** @param capacity entries reserved; more are possible and cost one copy */
    public DueQueue(int capacity) {
        dueNs = new long[Math.max(2, capacity)];
        payload = new long[dueNs.length];
    }

    public void add(long instantNs, long value) {
        if (size == dueNs.length) {
            dueNs = Arrays.copyOf(dueNs, size * 2);
            payload = Arrays.copyOf(payload, size * 2);
        }
        int i = size++;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (dueNs[parent] <= instantNs) {
                break;
            }
            dueNs[i] = dueNs[parent];
            payload[i] = payload[parent];
            i = parent;
        }
        dueNs[i] = instantNs;
        payload[i] = value;
    }

    /** The earliest instant, or {@link Actor#NEVER} when empty. */
    public long nextDueNs() {
        return size == 0 ? Actor.NEVER : dueNs[0];
    }

    /** Removes the earliest entry and returns its payload; call only when {@link #nextDueNs()} is not NEVER. */
    public long poll() {
        long result = payload[0];
        int last = --size;
        long moved = dueNs[last];
        long movedPayload = payload[last];
        int i = 0;
        int child;
        while ((child = 2 * i + 1) < last) {
            if (child + 1 < last && dueNs[child + 1] < dueNs[child]) {
                child++;
            }
            if (moved <= dueNs[child]) {
                break;
            }
            dueNs[i] = dueNs[child];
            payload[i] = payload[child];
            i = child;
        }
        dueNs[i] = moved;
        payload[i] = movedPayload;
        return result;
    }

    public int size() {
        return size;
    }
}
