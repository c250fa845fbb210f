package io.squall.plane.netty;

import io.squall.socket.ReceiptQueue;
import java.net.InetSocketAddress;

/** What stands in for the control plane of one class. */
public sealed interface StandIn {
    /** Answers 16 bytes with the same 16 bytes, over TCP. */
    record Exchange() implements StandIn {}

    /** Answers every request with 204, over HTTP/1.1. */
    record Http() implements StandIn {}

    /** Answers every query with 127.0.0.1, over UDP. */
    record Dns() implements StandIn {}

    /** Takes one-way datagrams and writes receipts. */
    record Sink(ReceiptQueue receipts) implements StandIn {}

    /** Nothing does: a real server is there. */
    record Upstream(InetSocketAddress address) implements StandIn {}
}
