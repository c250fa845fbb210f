package io.squall.journal.pcap;

import java.util.Arrays;

/**
 * Which client an address is, or an address and a port: dense numbers in order of appearance, by open addressing over primitive
 * arrays. It grows up to its bound.
 */
final class ClientTable {
    static final int NONE = -1;

    private static final int FIRST_CAPACITY = 1 << 10;

    private final int maxClients;
    /** 1 + client; 0 is a free place. At most half of the places are taken. */
    private int[] places = new int[2 * FIRST_CAPACITY];

    private long[] addresses = new long[2 * FIRST_CAPACITY];
    private int[] ports = new int[FIRST_CAPACITY];
    private int size;

    ClientTable(int maxClients) {
        this.maxClients = maxClients;
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
        if (size == maxClients) {
            throw new TooManySourcesException(maxClients);
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

    private int place(long high, long low, int port) {
        int mask = places.length - 1;
        int place = (int) Mix.of(high, low, port) & mask;
        while (places[place] != 0 && !isAt(places[place] - 1, high, low, port)) {
            place = place + 1 & mask;
        }
        return place;
    }

    private boolean isAt(int client, long high, long low, int port) {
        return addresses[2 * client + 1] == low && addresses[2 * client] == high && ports[client] == port;
    }

    private void grow() {
        int capacity = 2 * ports.length;
        ports = Arrays.copyOf(ports, capacity);
        addresses = Arrays.copyOf(addresses, 2 * capacity);
        places = new int[2 * capacity];
        for (int client = 0; client < size; client++) {
            places[place(addresses[2 * client], addresses[2 * client + 1], ports[client])] = client + 1;
        }
    }
}
