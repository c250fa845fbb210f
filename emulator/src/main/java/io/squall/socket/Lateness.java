package io.squall.socket;

/** Told how much later than due something left a socket; called on the thread of the socket's loop. */
@FunctionalInterface
public interface Lateness {
    /**
     * It has left.
     *
     * @param dueNs when it should have left: a departure of the device, an answer of a service
     * @param latenessNs how much later it did
     */
    void late(long dueNs, long latenessNs);
}
