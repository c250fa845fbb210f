package io.squall.scenario;

/** What an attempt is made of, and how many legs it has at the boundary. */
public enum Transport {
    /** A connection, a small request and its answer: two legs. */
    TCP(2),
    /** A DNS query and its response over UDP: two legs. */
    DNS(2),
    /** A one-way datagram, answered when the sink's receipts show it: one leg. */
    PUSH(1);

    private final int legs;

    Transport(int legs) {
        this.legs = legs;
    }

    public int legs() {
        return legs;
    }
}
