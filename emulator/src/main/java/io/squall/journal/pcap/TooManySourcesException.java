package io.squall.journal.pcap;

/** A capture has more clients than memory was promised for. */
public final class TooManySourcesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySourcesException(int maxSources) {
        super("the capture has more than " + maxSources + " sources: allow more with --max-sources");
    }
}
