package io.squall.journal;

import java.io.IOException;
import java.util.Optional;

/** The excerpts of a journal, one after another. */
public interface Excerpts extends AutoCloseable {
    /**
     * @return the length of the next excerpt, which is in {@link #buffer()} until the next call; -1 if there is none, or none yet
     * @throws IOException if it cannot be read
     */
    int next() throws IOException;

    /** Where excerpts are; may be another one after each call of {@link #next()}. */
    byte[] buffer();

    /** What stands where the next excerpt should, as a sentence; empty if nothing does. */
    Optional<String> damage();

    @Override
    void close();
}
