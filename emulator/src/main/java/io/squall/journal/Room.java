package io.squall.journal;

import java.io.IOException;

/**
 * How much of the disk a journal may take. Whole until nine tenths of the budget; then one request of a storm in
 * {@value #FEW}; at the budget, or when less than the floor is free where it stands, none. Probes, gauges, commands and marks go on.
 */
public final class Room {
    private static final int FEW = 64;
    private static final long LOOK_EVERY = 16;

    private final long budgetBytes;
    private final long floorBytes;
    private final int atMostOneIn;
    private long looks;

    /** @param atMostOneIn from the start: 1 keeps everything */
    public Room(long budgetBytes, long floorBytes, int atMostOneIn) {
        this.budgetBytes = budgetBytes;
        this.floorBytes = floorBytes;
        this.atMostOneIn = atMostOneIn;
    }

    /** One request in so many may be kept at most, whatever room there is. */
    int atMostOneIn() {
        return atMostOneIn;
    }

    /** Of a journal that holds so many bytes. @return one request in so many may be kept from now on; 0 for none */
    int keep(long bytes, Shelf shelf) throws IOException {
        boolean full = bytes >= budgetBytes || (looks++ % LOOK_EVERY == 0 && shelf.freeBytes() < floorBytes);
        if (full) {
            return 0;
        }
        return bytes >= budgetBytes / 10 * 9 ? FEW : atMostOneIn;
    }

    /** Of how many bytes less than the floor would be left. */
    public boolean hasFloor(long freeBytes) {
        return freeBytes >= floorBytes;
    }
}
