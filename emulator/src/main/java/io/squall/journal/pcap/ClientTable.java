package io.squall.journal.pcap;

import java.util.Arrays;

/**
 * Which source a client is: dense numbers in order of appearance, by open addressing over primitive arrays. It grows up to its bound.
 * A source has a counter for its attempts.
 */
final class ClientTable {
    static final int NONE = -1;

    private static final int FIRST_CAPACITY = 1 << 10;

    private final int maxSources;
    /** 1 + source; 0 is a free place. At most half of the places are taken. */
    private int[] places = new int[2 * FIRST_CAPACITY];

    private long[] addresses = new long[2 * FIRST_CAPACITY];
    private int[] ports = new int[FIRST_CAPACITY];
    private int[] attempts = new int[FIRST_CAPACITY];
    private int size;

    ClientTable(int maxSources) {
        this.maxSources = maxSources;
    }

    int size() {
        return size;
    }

    /** @return {@link #NONE} if it has not been seen */
    int find(long high, long low, int port) {
        return places[place(high, low, port)] - 1;
    }

    /** @throws TooManySourcesException if it is one too many */
    int findOrAdd(long high, long low, int port) {
        int place = place(high, low, port);
        if (places[place] != 0) {
            return places[place] - 1;
        }
        if (size == maxSources) {
            throw new TooManySourcesException(maxSources);
        }
        if (size == ports.length) {
            grow();
            place = place(high, low, port);
        }
        addresses[2 * size] = high;
        addresses[2 * size + 1] = low;
        ports[size] = port;
        places[place] = ++size;
        return size - 1;
    }

    /** The sequence of a source's next attempt, counted from 0. */
    int nextAttempt(int source) {
        return attempts[source]++;
    }

    private int place(long high, long low, int port) {
        int mask = places.length - 1;
        int place = (int) Mix.of(high, low, port) & mask;
        while (places[place] != 0 && !isAt(places[place] - 1, high, low, port)) {
            place = place + 1 & mask;
        }
        return place;
    }

    private boolean isAt(int source, long high, long low, int port) {
        return addresses[2 * source + 1] == low && addresses[2 * source] == high && ports[source] == port;
    }

    private void grow() {
        int capacity = 2 * ports.length;
        ports = Arrays.copyOf(ports, capacity);
        attempts = Arrays.copyOf(attempts, capacity);
        addresses = Arrays.copyOf(addresses, 2 * capacity);
        places = new int[2 * capacity];
        for (int source = 0; source < size; source++) {
            places[place(addresses[2 * source], addresses[2 * source + 1], ports[source])] = source + 1;
        }
    }
}
