package io.squall.run;

/** A simulated run was stopped by rule, since it would not come to an end; the message says why (exit code 105). */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(String message) {
        super(message);
    }
}
