package io.squall.journal.pcap;

import io.squall.record.Event;

/** Where a storm goes, step by step, in the order of its instants. */
@FunctionalInterface
public interface StormSink {
    /**
     * @param event {@link Event#SENT}, or what became of an attempt that was sent; some never have an outcome
     * @param attempt see {@link io.squall.wire.Attempt}
     * @param request the sequence of the first attempt of the same request: {@code attempt}'s own if it is a first try
     * @param intendedNs when the attempt was sent, since the storm's first instant
     * @param atNs when the step happened, since the storm's first instant
     * @param bytes of the packet that was sent or came, IP header included; 0 if there was none
     */
    void step(Event event, long attempt, int request, long intendedNs, long atNs, int bytes);
}
