package io.squall.plane;

import java.util.Arrays;

/** The requests inside the plane, a row each; rows are used again, tokens never. */
final class Jobs {
    long[] request = new long[1024];
    long[] enteredNs = new long[1024];
    /** Before the current attempt of the current call. */
    long[] delayNs = new long[1024];

    int[] trafficClass = new int[1024];
    int[] server = new int[1024];
    /** The job that waits for this one's answer. */
    int[] parent = new int[1024];
    /** Which of the parent's attempts this one is. */
    int[] parentToken = new int[1024];
    /** Grows with every step of a call: what belongs to an earlier one is recognised as stale. */
    int[] token = new int[1024];

    int[] call = new int[1024];
    int[] failures = new int[1024];
    private int[] free = new int[1024];
    private int freeCount;
    private int used;

    int open(long newRequest, int newClass, int newParent, int newParentToken, long nowNs) {
        int job = freeCount > 0 ? free[--freeCount] : used++;
        if (job == request.length) {
            grow(2 * job);
        }
        request[job] = newRequest;
        trafficClass[job] = newClass;
        parent[job] = newParent;
        parentToken[job] = newParentToken;
        enteredNs[job] = nowNs;
        return job;
    }

    void close(int job) {
        token[job]++;
        free[freeCount++] = job;
    }

    private void grow(int capacity) {
        request = Arrays.copyOf(request, capacity);
        enteredNs = Arrays.copyOf(enteredNs, capacity);
        delayNs = Arrays.copyOf(delayNs, capacity);
        trafficClass = Arrays.copyOf(trafficClass, capacity);
        server = Arrays.copyOf(server, capacity);
        parent = Arrays.copyOf(parent, capacity);
        parentToken = Arrays.copyOf(parentToken, capacity);
        token = Arrays.copyOf(token, capacity);
        call = Arrays.copyOf(call, capacity);
        failures = Arrays.copyOf(failures, capacity);
        free = Arrays.copyOf(free, capacity);
    }
}
