package io.squall.wire.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.squall.socket.Stamps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * recvmsg(2) with a control message of SCM_TIMESTAMPNS. The stamp is of CLOCK_REALTIME, which is therefore read with each datagram: the
 * difference is an age, and holds on any clock. One thread at a time; no object is made for a datagram.
 */
@SuppressWarnings("restricted") // this is where native access is
public final class KernelStamps implements Stamps {
    /** Looked up only where there is such a library. */
    private static final class Calls {
        static final Linker LINKER = Linker.nativeLinker();
        static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        static final MethodHandle RECVMSG = LINKER.downcallHandle(
                Libc.address("recvmsg"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
                Linker.Option.captureCallState("errno"));
        static final MethodHandle CLOCK_GETTIME = LINKER.downcallHandle(
                Libc.address("clock_gettime"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS),
                Linker.Option.critical(false));
    }

    private static final int MSG_DONTWAIT = 0x40;
    private static final int EAGAIN = 11;
    private static final int CLOCK_REALTIME = 0;
    private static final long SECOND_NS = 1_000_000_000;
    /** Somebody has set the clock meanwhile. */
    private static final long INCREDIBLE_NS = 60 * SECOND_NS;

    /** struct msghdr, LP64: name, namelen, iov, iovlen, control, controllen, flags. */
    private static final int HEADER = 56;

    private static final int IOV_AT = 16;
    private static final int CONTROL_AT = 32;
    /** struct iovec: base, length. */
    private static final int IOV = 16;
    /** struct cmsghdr: length, level and type; then a struct timespec. */
    private static final int CONTROL = 64;

    private static final int KIND_AT = 8;
    private static final int STAMP_AT = 16;
    /** SOL_SOCKET and SCM_TIMESTAMPNS as one word, for a machine with its low byte first. */
    private static final long STAMP_KIND = (35L << 32) | 1;

    private final MemorySegment header = Arena.ofAuto().allocate(HEADER, 8);
    private final MemorySegment iov = Arena.ofAuto().allocate(IOV, 8);
    private final MemorySegment control = Arena.ofAuto().allocate(CONTROL, 8);
    private final MemorySegment now = Arena.ofAuto().allocate(16, 8);
    private final MemorySegment state = Arena.ofAuto().allocate(Calls.STATE);
    private long agoNs;

    private KernelStamps() {
        header.set(ADDRESS, IOV_AT, iov);
        header.set(JAVA_LONG, IOV_AT + 8, 1);
        header.set(ADDRESS, CONTROL_AT, control);
    }

    /** Null where the layouts above are not those of the C library. */
    public static @Nullable Stamps available() {
        String arch = System.getProperty("os.arch");
        boolean known = arch.equals("amd64") || arch.equals("aarch64");
        return known && System.getProperty("os.name").equals("Linux") ? new KernelStamps() : null;
    }

    @Override
    public int receive(int fd, long address, int capacity) throws IOException {
        iov.set(JAVA_LONG, 0, address);
        iov.set(JAVA_LONG, 8, capacity);
        header.set(JAVA_LONG, CONTROL_AT + 8, CONTROL);
        long bytes;
        try {
            bytes = (long) Calls.RECVMSG.invokeExact(state, fd, header, MSG_DONTWAIT);
        } catch (Throwable e) {
            throw new AssertionError("a downcall throws nothing", e);
        }
        if (bytes < 0) {
            int errno = (int) Calls.ERRNO.get(state, 0L);
            if (errno == EAGAIN) {
                return 0;
            }
            throw new IOException("recvmsg(..) failed with error(-" + errno + "): " + Libc.reason(errno));
        }
        agoNs = header.get(JAVA_LONG, CONTROL_AT + 8) > STAMP_AT && control.get(JAVA_LONG, KIND_AT) == STAMP_KIND
                ? sinceNs(timeNs(control, STAMP_AT))
                : 0;
        return (int) bytes;
    }

    private long sinceNs(long stampNs) {
        try {
            int _ = (int) Calls.CLOCK_GETTIME.invokeExact(CLOCK_REALTIME, now);
        } catch (Throwable e) {
            throw new AssertionError("a downcall throws nothing", e);
        }
        long since = timeNs(now, 0) - stampNs;
        return since < 0 || since > INCREDIBLE_NS ? 0 : since;
    }

    private static long timeNs(MemorySegment timespec, long at) {
        return timespec.get(JAVA_LONG, at) * SECOND_NS + timespec.get(JAVA_LONG, at + 8);
    }

    @Override
    public long agoNs() {
        return agoNs;
    }
}
