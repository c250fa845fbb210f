package io.squall.wire.kernel;

import static io.squall.wire.kernel.Libc.Call.CLOSE;
import static io.squall.wire.kernel.Libc.Call.OPENAT;
import static io.squall.wire.kernel.Libc.Call.SETNS;
import static io.squall.wire.kernel.Libc.Call.UNSHARE;

import io.squall.socket.Place;
import java.lang.foreign.Arena;
import java.util.function.Supplier;

/**
 * A network namespace without a name (network_namespaces(7)): it lives as long as somebody holds it open, so the kernel removes it and all
 * its interfaces with the process, however that ends.
 */
public final class Namespace implements Place, AutoCloseable {
    private static final int AT_FDCWD = -100;
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;

    private final int fd;

    private Namespace(int fd) {
        this.fd = fd;
    }

    /** That of the calling thread. */
    static Namespace current() {
        return at("/proc/thread-self/ns/net");
    }

    /** One that has a name in the file system. */
    static Namespace at(String file) {
        try (Arena arena = Arena.ofConfined()) {
            return new Namespace(
                    (int) OPENAT.apply(AT_FDCWD, arena.allocateFrom(file).address(), O_RDONLY_CLOEXEC));
        }
    }

    /**
     * A new one, with nothing in it but a loopback interface that is down.
     *
     * @throws KernelException without CAP_SYS_ADMIN
     */
    static Namespace fresh() {
        try (Namespace home = current()) {
            UNSHARE.apply(CLONE_NEWNET);
            try {
                return current();
            } finally {
                SETNS.apply(home.fd, CLONE_NEWNET);
            }
        }
    }

    int fd() {
        return fd;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        try (Namespace home = current()) {
            SETNS.apply(fd, CLONE_NEWNET);
            try {
                return work.get();
            } finally {
                SETNS.apply(home.fd, CLONE_NEWNET);
            }
        }
    }

    @Override
    public void close() {
        CLOSE.attempt(fd);
    }
}
