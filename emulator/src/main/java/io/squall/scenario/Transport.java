package io.squall.scenario;

/** What an attempt is made of, and how many legs it has at the boundary. */
public enum Transport {
    /** A connection, a small request and its answer: two legs. */
    TCP(2),
    /** An HTTP/1.1 request and its response, on a connection of its own or on a kept one: two legs. */
    HTTP(2),
    /** A DNS query and its response over UDP: two legs. */
    DNS(2),
    /** A one-way datagram, answered when the sink's receipts show it: one leg. */
    PUSH(1);

    private final int legs;

    Transport(int legs) {
        this.legs = legs;
    }

    /** Whether its attempts have connections to open and to close. */
    public boolean connects() {
        return this == TCP || this == HTTP;
    }

    public int legs() {
        return legs;
    }
}
