package io.squall.wire;

import io.squall.time.Actor;

/** Outcomes that have come and wait to be polled: a ring over primitive arrays, of one thread. */
public final class OutcomeQueue {
    private long[] attempt = new long[256];
    private long[] doneNs = new long[256];
    private Outcome[] outcome = new Outcome[256];
    private int head;
    private int size;

    public void add(long value, Outcome result, long atNs) {
        if (size == attempt.length) {
            grow();
        }
        int i = (head + size++) & (attempt.length - 1);
        attempt[i] = value;
        outcome[i] = result;
        doneNs[i] = atNs;
    }

    /** Delivers all, and also what is added meanwhile. */
    public int drainTo(Outcomes outcomes) {
        int delivered = 0;
        while (size > 0) {
            int i = head;
            head = (head + 1) & (attempt.length - 1);
            size--;
            outcomes.outcome(attempt[i], outcome[i], doneNs[i]);
            delivered++;
        }
        return delivered;
    }

    public long nextDueNs() {
        return size == 0 ? Actor.NEVER : doneNs[head];
    }

    private void grow() {
        int old = attempt.length;
        long[] attempts = new long[2 * old];
        long[] instants = new long[2 * old];
        Outcome[] results = new Outcome[2 * old];
        for (int i = 0; i < size; i++) {
            int from = (head + i) & (old - 1);
            attempts[i] = attempt[from];
            instants[i] = doneNs[from];
            results[i] = outcome[from];
        }
        attempt = attempts;
        doneNs = instants;
        outcome = results;
        head = 0;
    }
}
