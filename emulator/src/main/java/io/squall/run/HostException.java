package io.squall.run;

/** This host cannot do what the scenario asks for; the message says what is missing and how to get it (exit code 3). */
public final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostException(String message) {
        super(message);
    }

    HostException(String message, Throwable cause) {
        super(message, cause);
    }
}
