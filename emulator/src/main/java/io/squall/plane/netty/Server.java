package io.squall.plane.netty;

import java.net.InetSocketAddress;

/** The stand-in of one class on its socket. */
interface Server {
    InetSocketAddress address();

    /**
     * An answer is ready to be written.
     *
     * @param good false if it is an error
     */
    void answered(int request, boolean good);

    /** Stops listening and answering, as if its process had died. */
    void kill();
}
