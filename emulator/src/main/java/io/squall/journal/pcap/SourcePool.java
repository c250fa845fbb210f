package io.squall.journal.pcap;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The sources of one class, dense numbers in order of appearance. A source has one request at a time, as everywhere in Squall, so a
 * client with several at once is several sources. Those that are idle stand in a stack for each client.
 */
final class SourcePool {
    private static final int NONE = -1;
    private static final int FIRST_CAPACITY = 1 << 10;

    private final int maxSources;
    /** By client: the top of its stack. */
    private int[] idle = new int[0];
    /** By source: the next one in its stack; its client; the attempts so far; the first of the newest request. */
    private int[] next = new int[FIRST_CAPACITY];

    private int[] client = new int[FIRST_CAPACITY];
    private int[] attempts = new int[FIRST_CAPACITY];
    private int[] request = new int[FIRST_CAPACITY];
    private final BitSet busy = new BitSet();
    /** One that was taken back stays in its stack until it is passed by there. */
    private final BitSet stacked = new BitSet();

    private int size;

    SourcePool(int maxSources) {
        this.maxSources = maxSources;
    }

    int size() {
        return size;
    }

    /**
     * A source for a client's new request.
     *
     * @throws TooManySourcesException if it is one too many
     */
    int begin(int ofClient) {
        int source = takeIdle(ofClient);
        busy.set(source);
        request[source] = attempts[source];
        return source;
    }

    private int takeIdle(int ofClient) {
        if (ofClient >= idle.length) {
            int known = idle.length;
            idle = Arrays.copyOf(idle, Math.max(FIRST_CAPACITY, 2 * ofClient));
            Arrays.fill(idle, known, idle.length, NONE);
        }
        while (idle[ofClient] != NONE) {
            int source = idle[ofClient];
            idle[ofClient] = next[source];
            stacked.clear(source);
            if (!busy.get(source)) {
                return source;
            }
        }
        if (size == maxSources) {
            throw new TooManySourcesException(maxSources);
        }
        if (size == next.length) {
            int capacity = 2 * size;
            next = Arrays.copyOf(next, capacity);
            client = Arrays.copyOf(client, capacity);
            attempts = Arrays.copyOf(attempts, capacity);
            request = Arrays.copyOf(request, capacity);
        }
        client[size] = ofClient;
        return size++;
    }

    /** Goes on with a request that seemed to be over. @return false if its source has begun another since */
    boolean resume(int source, int ofRequest) {
        if (request[source] != ofRequest || busy.get(source)) {
            return false;
        }
        busy.set(source);
        return true;
    }

    /** Its request is over. */
    void end(int source) {
        busy.clear(source);
        if (!stacked.get(source)) {
            stacked.set(source);
            next[source] = idle[client[source]];
            idle[client[source]] = source;
        }
    }

    /** The sequence of the first attempt of its newest request. */
    int request(int source) {
        return request[source];
    }

    /** The sequence of its next attempt, counted from 0. */
    int nextAttempt(int source) {
        return attempts[source]++;
    }
}
