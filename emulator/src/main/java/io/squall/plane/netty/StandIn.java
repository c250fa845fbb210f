package io.squall.plane.netty;

import io.squall.socket.ReceiptQueue;

/** What stands in for the control plane of one class. */
public sealed interface StandIn {
    /** Answers 16 bytes with the same 16 bytes, over TCP. */
    record Exchange() implements StandIn {}

    /** Answers every query with 127.0.0.1, over UDP. */
    record Dns() implements StandIn {}

    /** Takes one-way datagrams and writes receipts. */
    record Sink(ReceiptQueue receipts) implements StandIn {}
}
