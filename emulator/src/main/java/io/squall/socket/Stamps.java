package io.squall.socket;

import java.io.IOException;

/** Reads what a socket has received together with the kernel's word for when that was (SO_TIMESTAMPNS, socket(7)). */
public interface Stamps {
    /** Reads one datagram, and does not wait. @return its bytes; 0 if there is none */
    int receive(int fd, long address, int capacity) throws IOException;

    /** How long ago the kernel had received what was read last; 0 if it did not say. */
    long agoNs();
}
