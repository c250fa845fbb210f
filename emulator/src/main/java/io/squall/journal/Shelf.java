package io.squall.journal;

import java.io.IOException;

/** Where the excerpts of one journal go, one after another. Of one thread. */
public interface Shelf extends AutoCloseable {
    /**
     * Once this returns, whoever kills the process cannot take the excerpt away.
     *
     * @throws IOException if it could not be written; nothing more can be
     */
    void append(byte[] excerpt, int length) throws IOException;

    /** Bytes that are still free where it stands. */
    long freeBytes() throws IOException;

    @Override
    void close();
}
