package io.squall.socket;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A connected datagram socket that only sends. No loop knows it: one that did would be told of every buffer the kernel frees. */
interface Line {
    /** Datagrams of one size that one call may carry. */
    int most();

    /**
     * Sends all or nothing, and does not wait.
     *
     * @param datagrams a direct buffer whose remaining bytes are to leave
     * @return false if they cannot leave now
     */
    boolean send(ByteBuffer datagrams) throws IOException;

    void close() throws IOException;
}
