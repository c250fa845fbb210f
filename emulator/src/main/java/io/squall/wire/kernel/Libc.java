package io.squall.wire.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The C library's own functions, each with the error that it left. A call may be interrupted by {@link Calling}. */
@SuppressWarnings("restricted") // this is where native access is
final class Libc {
    static final int EINTR = 4;
    static final int EPERM = 1;
    static final int EOPNOTSUPP = 95;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** long syscall(long number, …): of five further arguments at most; what a call does not have is 0. */
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            address("syscall"),
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));

    private static final MethodHandle STRERROR =
            LINKER.downcallHandle(address("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final MethodHandle SIGNAL =
            LINKER.downcallHandle(address("signal"), FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));

    private Libc() {}

    static MemorySegment address(String function) {
        return LINKER.defaultLookup().findOrThrow(function);
    }

    /** System calls by their numbers on x86_64 (arch/x86/entry/syscalls/syscall_64.tbl). */
    enum Call {
        CLOSE(3),
        MMAP(9),
        MUNMAP(11),
        SOCKET(41),
        SENDTO(44),
        RECVFROM(45),
        GETTID(186),
        TGKILL(234),
        OPENAT(257),
        UNSHARE(272),
        SETNS(308),
        BPF(321);

        private final int number;

        Call(int number) {
            this.number = number;
        }

        /**
         * @return what the call returned: not negative
         * @throws KernelException if it failed
         */
        long apply(long... arguments) {
            long result = attempt(arguments);
            if (result < 0) {
                throw new KernelException(this, (int) -result);
            }
            return result;
        }

        /** @return what the call returned, or its errno as a negative number */
        long attempt(long... arguments) {
            long[] all = java.util.Arrays.copyOf(arguments, 6);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                long result = (long)
                        SYSCALL.invokeExact(state, (long) number, all[0], all[1], all[2], all[3], all[4], all[5]);
                return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
            } catch (Throwable e) {
                throw new AssertionError("a downcall throws nothing", e);
            }
        }
    }

    static String reason(int errno) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw new AssertionError("strerror throws nothing", e);
        }
    }

    /**
     * Lets a signal end a system call and do nothing else: its handler is a function of the C library that has no effect. (A signal that
     * is ignored ends none, and no Java may run in a handler.)
     */
    static void letInterrupt(int signal) {
        try {
            MemorySegment _ = (MemorySegment) SIGNAL.invokeExact(signal, address("abs"));
        } catch (Throwable e) {
            throw new AssertionError("signal throws nothing", e);
        }
    }
}
