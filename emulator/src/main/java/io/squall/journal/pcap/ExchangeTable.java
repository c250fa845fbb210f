package io.squall.journal.pcap;

import java.util.Arrays;

/**
 * What was asked and may still be answered, or asked again: rows chained by hash over primitive arrays, in the order in which they were
 * last touched. It grows up to its bound; then the one that was left alone for longest has to go, which is the caller's to do.
 *
 * <pre>
 *     a row of 64 bytes: [ server: 16 ][ client: 4 ][ ports: 4 ][ id: 2, class, open ][ TCP sequence: 4 ][ attempt: 4 ][ request: 4 ]
 *                        [ intended: 8 ][ touched: 8 ][ older: 4 ][ newer: 4 ]
 * </pre>
 */
final class ExchangeTable {
    static final int NONE = -1;

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int WORDS = 8;
    private static final int PARTIES = 2;
    private static final int STATE = 3;
    private static final int SEQUENCES = 4;
    private static final int INTENDED = 5;
    private static final int TOUCHED = 6;
    private static final int NEIGHBOURS = 7;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final long OPEN = 1L << 56;
    /** Of {@link #STATE}: class and DNS ID belong to what an exchange is found by. */
    private static final long IDENTITY = 0x00FF_FFFF_0000_0000L;

    private final int maxRows;
    private long[] rows = new long[FIRST_CAPACITY * WORDS];
    private int[] chain = new int[FIRST_CAPACITY];
    private int[] sources = new int[FIRST_CAPACITY];
    private int[] first = new int[2 * FIRST_CAPACITY];
    private int used;
    private int free = NONE;
    private int size;
    private int oldest = NONE;
    private int newest = NONE;

    /** @param maxRows a power of two */
    ExchangeTable(int maxRows) {
        this.maxRows = maxRows;
        Arrays.fill(first, NONE);
    }

    boolean isFull() {
        return size == maxRows;
    }

    /** @return {@link #NONE} if there is none */
    int oldest() {
        return oldest;
    }

    static long parties(int client, int clientPort, int serverPort) {
        return (long) client << 32 | (long) clientPort << 16 | serverPort;
    }

    static long identity(int trafficClass, int dnsId) {
        return (long) trafficClass << 48 | (long) dnsId << 32;
    }

    int find(long serverHigh, long serverLow, long parties, long identity) {
        int row = first[bucket(serverHigh, serverLow, parties, identity)];
        while (row != NONE && !isAt(row, serverHigh, serverLow, parties, identity)) {
            row = chain[row];
        }
        return row;
    }

    /** One that is not there yet, untouched so far. The table must not be full. */
    int add(long serverHigh, long serverLow, long parties, long identity) {
        if (free == NONE && used == chain.length) {
            grow();
        }
        int row = free == NONE ? used++ : free;
        free = row == free ? chain[row] : free;
        size++;
        int at = row * WORDS;
        rows[at] = serverHigh;
        rows[at + 1] = serverLow;
        rows[at + PARTIES] = parties;
        rows[at + STATE] = identity;
        int bucket = bucket(serverHigh, serverLow, parties, identity);
        chain[row] = first[bucket];
        first[bucket] = row;
        append(row);
        return row;
    }

    /** Begins an attempt in a row. */
    void open(int row, int tcpSequence, int source, int attempt, int request, long intendedNs) {
        sources[row] = source;
        int at = row * WORDS;
        rows[at + STATE] = (rows[at + STATE] & IDENTITY) | OPEN | (tcpSequence & LOW);
        rows[at + SEQUENCES] = (long) attempt << 32 | (request & LOW);
        rows[at + INTENDED] = intendedNs;
    }

    /** Its attempt has an outcome. */
    void close(int row) {
        rows[row * WORDS + STATE] &= ~OPEN;
    }

    void touch(int row, long atNs) {
        rows[row * WORDS + TOUCHED] = atNs;
        if (row != newest) {
            unlink(row);
            append(row);
        }
    }

    void remove(int row) {
        unlink(row);
        int at = row * WORDS;
        int bucket = bucket(rows[at], rows[at + 1], rows[at + PARTIES], rows[at + STATE] & IDENTITY);
        if (first[bucket] == row) {
            first[bucket] = chain[row];
        } else {
            int before = first[bucket];
            while (chain[before] != row) {
                before = chain[before];
            }
            chain[before] = chain[row];
        }
        chain[row] = free;
        free = row;
        size--;
    }

    boolean isOpen(int row) {
        return (rows[row * WORDS + STATE] & OPEN) != 0;
    }

    int trafficClass(int row) {
        return (int) (rows[row * WORDS + STATE] >>> 48) & 0xFF;
    }

    int tcpSequence(int row) {
        return (int) rows[row * WORDS + STATE];
    }

    int source(int row) {
        return sources[row];
    }

    int attempt(int row) {
        return (int) (rows[row * WORDS + SEQUENCES] >>> 32);
    }

    int request(int row) {
        return (int) rows[row * WORDS + SEQUENCES];
    }

    long intendedNs(int row) {
        return rows[row * WORDS + INTENDED];
    }

    long touchedNs(int row) {
        return rows[row * WORDS + TOUCHED];
    }

    private boolean isAt(int row, long serverHigh, long serverLow, long parties, long identity) {
        int at = row * WORDS;
        return rows[at + PARTIES] == parties
                && rows[at + 1] == serverLow
                && rows[at] == serverHigh
                && (rows[at + STATE] & IDENTITY) == identity;
    }

    private int bucket(long serverHigh, long serverLow, long parties, long identity) {
        return (int) Mix.of(serverHigh ^ identity, serverLow, parties) & first.length - 1;
    }

    private void append(int row) {
        neighbours(row, newest, NONE);
        if (newest == NONE) {
            oldest = row;
        } else {
            neighbours(newest, older(newest), row);
        }
        newest = row;
    }

    private void unlink(int row) {
        int older = older(row);
        int newer = newer(row);
        if (older == NONE) {
            oldest = newer;
        } else {
            neighbours(older, older(older), newer);
        }
        if (newer == NONE) {
            newest = older;
        } else {
            neighbours(newer, older, newer(newer));
        }
    }

    private int older(int row) {
        return (int) (rows[row * WORDS + NEIGHBOURS] >>> 32);
    }

    private int newer(int row) {
        return (int) rows[row * WORDS + NEIGHBOURS];
    }

    private void neighbours(int row, int older, int newer) {
        rows[row * WORDS + NEIGHBOURS] = (long) older << 32 | (newer & LOW);
    }

    /** No row is free when it grows. */
    private void grow() {
        chain = Arrays.copyOf(chain, 2 * chain.length);
        sources = Arrays.copyOf(sources, 2 * sources.length);
        rows = Arrays.copyOf(rows, 2 * rows.length);
        first = new int[2 * first.length];
        Arrays.fill(first, NONE);
        for (int row = 0; row < used; row++) {
            int at = row * WORDS;
            int bucket = bucket(rows[at], rows[at + 1], rows[at + PARTIES], rows[at + STATE] & IDENTITY);
            chain[row] = first[bucket];
            first[bucket] = row;
        }
    }
}
