package io.squall.wire.kernel;

/** The kernel has refused a call. */
public final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    KernelException(Libc.Call call, int errno) {
        this(call.name().toLowerCase(java.util.Locale.ROOT) + ": " + Libc.reason(errno), errno);
    }

    KernelException(String message, int errno) {
        super(message);
        this.errno = errno;
    }

    /** The error's number (errno.h). */
    public int errno() {
        return errno;
    }
}
