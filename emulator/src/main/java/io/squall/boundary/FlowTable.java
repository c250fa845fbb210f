package io.squall.boundary;

import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.scenario.Path.Flows;
import io.squall.time.Timers;
import java.util.Arrays;

/**
 * The table in which a NAT device or a stateful firewall keeps an entry for every flow: open addressing with linear probing over
 * primitive arrays, and a timer for each entry.
 *
 * <pre>
 *     packet ─► known? ── yes ─► held anew, for as long as its state says ─► passes
 *                     └── no ──► outbound, and a free entry? ─ yes ─► entered ─► passes
 *                                                            └ no ──► lost in silence
 * </pre>
 */
final class FlowTable {
    private static final int FREE = -1;
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
    private final long[] key;
    private final boolean[] stream;
    private final int[] bucketOf;
    private final int[] slotIn;
    private final int[] freeSlots;
    private final Timers expiry;
    private int free;
    private long random;

    FlowTable(Flows flows, long random) {
        hold = new Spread[] {
            flows.synSent(), flows.synReceived(), flows.established(), flows.closed(), flows.udp(), flows.udpStream()
        };
        this.random = random;
        int entries = flows.entries();
        key = new long[entries];
        stream = new boolean[entries];
        bucketOf = new int[entries];
        slotIn = new int[Integer.highestOneBit(entries) * 4];
        Arrays.fill(slotIn, FREE);
        freeSlots = new int[entries];
        for (int slot = 0; slot < entries; slot++) {
            freeSlots[slot] = entries - 1 - slot;
        }
        free = entries;
        expiry = new Timers(entries);
    }

    /** Whether the packet passes. */
    @SuppressWarnings("EnumOrdinal") // hold times by state in a flat array
    boolean admits(long flow, State state, boolean outbound, long nowNs) {
        while (expiry.nextDueNs() <= nowNs) {
            forget(expiry.poll());
        }
        int slot = find(flow);
        if (slot == FREE) {
            if (!outbound || free == 0) {
                return false;
            }
            slot = enter(flow);
        }
        stream[slot] |= state == State.UDP_STREAM;
        State held = stream[slot] ? State.UDP_STREAM : state;
        random = Seed.next(random);
        expiry.arm(slot, nowNs + hold[held.ordinal()].sampleNs(Seed.unit(random)));
        return true;
    }

    /** Entries that are held. */
    int used() {
        return key.length - free;
    }

    private int bucket(long flow) {
        return (int) ((flow * GOLDEN) >>> 32) & (slotIn.length - 1);
    }

    private int find(long flow) {
        for (int b = bucket(flow); slotIn[b] != FREE; b = (b + 1) & (slotIn.length - 1)) {
            if (key[slotIn[b]] == flow) {
                return slotIn[b];
            }
        }
        return FREE;
    }

    private int enter(long flow) {
        int slot = freeSlots[--free];
        key[slot] = flow;
        stream[slot] = false;
        int b = bucket(flow);
        while (slotIn[b] != FREE) {
            b = (b + 1) & (slotIn.length - 1);
        }
        place(slot, b);
        return slot;
    }

    private void place(int slot, int b) {
        slotIn[b] = slot;
        bucketOf[slot] = b;
    }

    /** Closes the gap that the entry leaves, so that no search ends too early (Knuth, TAOCP 3, 6.4 R). */
    private void forget(int slot) {
        freeSlots[free++] = slot;
        int gap = bucketOf[slot];
        int mask = slotIn.length - 1;
        for (int b = (gap + 1) & mask; slotIn[b] != FREE; b = (b + 1) & mask) {
            int home = bucket(key[slotIn[b]]);
            if (((b - home) & mask) >= ((b - gap) & mask)) {
                place(slotIn[b], gap);
                gap = b;
            }
        }
        slotIn[gap] = FREE;
    }
}
