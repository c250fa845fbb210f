package io.squall.journal;

import java.io.IOException;

/**
 * How much of the disk a journal may take. Whole until nine tenths of the budget; then one request of a storm in
 * {@value #FEW}; at the budget, or when less than the floor is free where it stands, none. Probes, gauges, commands and marks go on,
 * until only a quarter of the floor is free.
 */
public final class Room {
    private static final int FEW = 64;

    private final long budgetBytes;
    private final long floorBytes;
    private final int atMostOneIn;

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

    /**
     * Of a journal that holds so many bytes.
     *
     * @return one request in so many may be kept from now on; 0 for none
     * @throws IOException if what is never left out has used up three quarters of the floor as well
     */
    int keep(long bytes, Shelf shelf) throws IOException {
        long free = shelf.freeBytes();
        if (free < floorBytes / 4) {
            throw new IOException("only " + (free >> 20) + " MiB are still free where it stands");
        }
        if (free < floorBytes || bytes >= budgetBytes) {
            return 0;
        }
        return bytes >= budgetBytes / 10 * 9 ? FEW : atMostOneIn;
    }
}
