package io.squall.boundary;

import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.scenario.Path.Flows;
import io.squall.time.Timers;
import java.util.Arrays;

/**
 * The table in which a NAT device or a stateful firewall keeps an entry for every flow: chained over primitive arrays, with a timer for
 * each entry.
 *
 * <pre>
 *     packet ─► known? ── yes ─► held anew, for as long as its state says ─► passes
 *                     └── no ──► outbound, and a free entry? ─ yes ─► entered ─► passes
 *                                                            └ no ──► lost in silence
 * </pre>
 */
final class FlowTable {
    private static final int NONE = -1;
    private static final long NEXT = 0xFFFF_FFFFL;
    private static final long STREAM = 1L << 32;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** What a packet means to the table; the hold times of Linux's connection tracking. */
    enum State {
        SYN_SENT,
        SYN_RECEIVED,
        ESTABLISHED,
        CLOSED,
        UDP,
        UDP_STREAM
    }

    private final Spread[] hold;
    private final int entries;
    /** Two words an entry: its flow; the next entry of the same bucket, or of the free ones, and whether both directions were seen. */
    private final long[] rows;

    private final int[] first;
    private final Timers expiry;
    private int free;
    private int used;
    private long random;

    FlowTable(Flows flows, long random) {
        hold = new Spread[] {
            flows.synSent(), flows.synReceived(), flows.established(), flows.closed(), flows.udp(), flows.udpStream()
        };
        this.random = random;
        entries = flows.entries();
        rows = new long[2 * entries];
        first = new int[Integer.highestOneBit(entries) * 2];
        Arrays.fill(first, NONE);
        for (int entry = 0; entry < entries; entry++) {
            next(entry, entry + 1);
        }
        expiry = new Timers(entries);
    }

    /** Whether the packet passes. */
    @SuppressWarnings("EnumOrdinal") // hold times by state in a flat array
    boolean admits(long flow, State state, boolean outbound, long nowNs) {
        while (expiry.isDue(nowNs)) {
            forget(expiry.poll());
        }
        int bucket = bucket(flow);
        int entry = first[bucket];
        while (entry != NONE && rows[2 * entry] != flow) {
            entry = next(entry);
        }
        if (entry == NONE) {
            if (!outbound || used == entries) {
                return false;
            }
            entry = enter(flow, bucket);
        }
        if (state == State.UDP_STREAM) {
            rows[2 * entry + 1] |= STREAM;
        }
        State held = (rows[2 * entry + 1] & STREAM) != 0 ? State.UDP_STREAM : state;
        random = Seed.next(random);
        expiry.arm(entry, nowNs + hold[held.ordinal()].sampleNs(Seed.unit(random)));
        return true;
    }

    /** Entries that are held. */
    int used() {
        return used;
    }

    private int next(int entry) {
        return (int) rows[2 * entry + 1];
    }

    private void next(int entry, int next) {
        rows[2 * entry + 1] = (rows[2 * entry + 1] & STREAM) | (next & NEXT);
    }

    private int bucket(long flow) {
        return (int) ((flow * GOLDEN) >>> 32) & (first.length - 1);
    }

    private int enter(long flow, int bucket) {
        int entry = free;
        free = next(entry);
        used++;
        rows[2 * entry] = flow;
        rows[2 * entry + 1] = 0;
        next(entry, first[bucket]);
        first[bucket] = entry;
        return entry;
    }

    private void forget(int entry) {
        int bucket = bucket(rows[2 * entry]);
        if (first[bucket] == entry) {
            first[bucket] = next(entry);
        } else {
            int before = first[bucket];
            while (next(before) != entry) {
                before = next(before);
            }
            next(before, next(entry));
        }
        next(entry, free);
        free = entry;
        used--;
    }
}
