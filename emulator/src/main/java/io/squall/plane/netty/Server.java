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

    /** A request is never answered: what is kept of it goes. */
    default void dropped(int request) {
        throw new IllegalStateException("nothing was asked");
    }

    /** Stops listening and answering, as if its process had died. */
    void kill();
}
