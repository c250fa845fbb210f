package io.squall.guard;

/** The Guard does not allow it; the message says what, and what it would allow. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
