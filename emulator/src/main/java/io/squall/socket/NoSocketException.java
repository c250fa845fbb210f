package io.squall.socket;

/** This host has no socket for it; the message says for what, and why. */
public class NoSocketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSocketException(String message, Throwable cause) {
        super(message, cause);
    }
}
