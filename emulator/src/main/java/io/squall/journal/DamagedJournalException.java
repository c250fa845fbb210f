package io.squall.journal;

/** What is there is no journal, or no longer; the message says why. */
public final class DamagedJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DamagedJournalException(String message) {
        super(message);
    }
}
