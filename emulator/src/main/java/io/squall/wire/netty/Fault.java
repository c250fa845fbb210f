package io.squall.wire.netty;

import java.net.BindException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import org.jspecify.annotations.Nullable;

/** Why a socket did not do what it was asked. */
public enum Fault {
    /** Nobody listens there. */
    REFUSED,
    /** The peer, or its kernel, ended the connection. */
    RESET,
    /** No answer in time. */
    TIMED_OUT,
    /** This process has no file descriptor left. */
    NO_FILE,
    /** This host has no address or no port left for it. */
    NO_ADDRESS,
    /** It would exceed a cap of Squall's own. */
    CAPPED,
    OTHER;

    /** The kind of what Netty threw. Its native transport names the errno in the message only. */
    static Fault of(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Fault fault = ofOne(cause);
            if (fault != OTHER) {
                return fault;
            }
        }
        return OTHER;
    }

    private static Fault ofOne(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("error(-24)") || message.contains("error(-23)") || message.contains("Too many open files")) {
            return NO_FILE;
        }
        if (message.contains("error(-99)") || message.contains("error(-98)") || cause instanceof BindException) {
            return NO_ADDRESS;
        }
        if (message.contains("error(-104)") || message.contains("error(-32)") || message.contains("reset")) {
            return RESET;
        }
        boolean refused = message.contains("error(-111)") || message.contains("refused");
        if (refused || cause instanceof PortUnreachableException) {
            return REFUSED;
        }
        return cause instanceof ConnectException && message.contains("timed out") ? TIMED_OUT : OTHER;
    }
}
