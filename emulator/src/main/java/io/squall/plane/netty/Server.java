package io.squall.plane.netty;

import java.net.InetSocketAddress;

/** The stand-in of one class on its socket. */
interface Server {
    InetSocketAddress address();

    /** Writes the answers that are due. */
    int poll(long nowNs);

    long nextDueNs();

    /** Stops listening and answering, as if its process had died. */
    void kill();
}
