package io.squall.socket;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a socket did not do what it was asked. */
public enum Fault {
    /** Nobody listens there. */
    REFUSED("error\\(-111\\)|refused|PortUnreachable"),
    /** The peer, or its kernel, ended the connection. */
    RESET("error\\(-(104|32)\\)|reset|Broken pipe"),
    /** No answer in time. */
    TIMED_OUT("timed out"),
    /** This process has no file descriptor left. */
    NO_FILE("error\\(-2[34]\\)|Too many open files"),
    /** This host has no address or no port left for it. */
    NO_ADDRESS("error\\(-9[89]\\)|BindException"),
    /** It would exceed a cap of Squall's own. */
    CAPPED("(?!)"),
    OTHER("(?!)");

    /** Netty's native transport throws types of its own that tell the errno in their message only; the JDK has no errno. */
    private final Pattern signs;

    Fault(String signs) {
        this.signs = Pattern.compile(signs);
    }

    /** The kind of what was thrown, or of its cause. */
    public static Fault of(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            for (Fault fault : values()) {
                if (fault.signs.matcher(cause.toString()).find()) {
                    return fault;
                }
            }
        }
        return OTHER;
    }
}
