package io.squall.wire.kernel;

import static io.squall.wire.kernel.Libc.Call.BPF;
import static io.squall.wire.kernel.Libc.Call.CLOSE;
import static io.squall.wire.kernel.Libc.Call.MMAP;
import static io.squall.wire.kernel.Libc.Call.MUNMAP;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What bpf(2) is asked for. All that it makes goes with the process, however that ends: nothing is pinned. */
final class Bpf {
    private static final Logger LOG = LoggerFactory.getLogger(Bpf.class);

    private static final int MAP_CREATE = 0;
    private static final int PROG_LOAD = 5;
    private static final int PROG_TEST_RUN = 10;
    private static final int LINK_CREATE = 28;

    private static final int MAP_TYPE_ARRAY = 2;
    private static final int F_MMAPABLE = 1 << 10;
    private static final int PROG_TYPE_XDP = 6;
    private static final int ATTACH_XDP = 37;
    private static final int XDP_FLAGS_DRV_MODE = 1 << 2;
    private static final int F_TEST_XDP_LIVE_FRAMES = 1 << 1;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final int PAGE = 4096;
    private static final int ATTRIBUTES = 128;
    private static final int LOG_BYTES = 1 << 20;
    private static final int NAME = 15;

    private Bpf() {}

    private static long bpf(int command, MemorySegment attributes) {
        return BPF.apply(command, attributes.address(), attributes.byteSize());
    }

    /** Memory that a program and this process share. */
    record Shared(int fd, MemorySegment memory) implements AutoCloseable {
        /** @param least bytes; what is shared are whole pages */
        @SuppressWarnings("restricted") // the kernel says how long it is
        static Shared of(String name, long least) {
            long bytes = (least + PAGE - 1) / PAGE * PAGE;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment a = arena.allocate(ATTRIBUTES, 8);
                a.set(JAVA_INT, 0, MAP_TYPE_ARRAY);
                a.set(JAVA_INT, 4, 4);
                a.set(JAVA_INT, 8, Math.toIntExact(bytes));
                a.set(JAVA_INT, 12, 1);
                a.set(JAVA_INT, 16, F_MMAPABLE);
                a.setString(28, name);
                int fd = (int) bpf(MAP_CREATE, a);
                long address = MMAP.apply(0, bytes, PROT_READ_WRITE, MAP_SHARED, fd, 0);
                return new Shared(fd, MemorySegment.ofAddress(address).reinterpret(bytes));
            }
        }

        @Override
        public void close() {
            MUNMAP.attempt(memory.address(), memory.byteSize());
            CLOSE.attempt(fd);
        }
    }

    /**
     * Loads an XDP program.
     *
     * @return its file descriptor
     * @throws KernelException if this process may not, or if the verifier refuses it; what the verifier says is logged for {@code --debug}
     */
    static int load(String name, Code code) {
        long[] program = code.assembled();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment instructions = arena.allocateFrom(JAVA_LONG, program);
            MemorySegment a = arena.allocate(ATTRIBUTES, 8);
            a.set(JAVA_INT, 0, PROG_TYPE_XDP);
            a.set(JAVA_INT, 4, program.length);
            a.set(JAVA_LONG, 8, instructions.address());
            a.set(JAVA_LONG, 16, arena.allocateFrom("Apache-2.0").address());
            a.setString(48, name.substring(0, Math.min(NAME, name.length())));
            long fd = BPF.attempt(PROG_LOAD, a.address(), a.byteSize());
            if (fd >= 0) {
                return (int) fd;
            }
            if (-fd == Libc.EPERM) {
                throw new KernelException(BPF, (int) -fd);
            }
            MemorySegment log = arena.allocate(LOG_BYTES);
            a.set(JAVA_INT, 24, 1);
            a.set(JAVA_INT, 28, LOG_BYTES);
            a.set(JAVA_LONG, 32, log.address());
            BPF.attempt(PROG_LOAD, a.address(), a.byteSize());
            LOG.debug("The verifier on {}:\n{}", name, log.getString(0));
            throw new KernelException(
                    "the kernel's verifier refuses the program " + name + " (" + Libc.reason((int) -fd)
                            + "); --debug shows its log",
                    (int) -fd);
        }
    }

    /**
     * Lets a program see what an interface of the calling thread's namespace receives, for as long as the result stays open.
     *
     * @return the link's file descriptor
     */
    static int attach(int program, int interfaceIndex) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = arena.allocate(ATTRIBUTES, 8);
            a.set(JAVA_INT, 0, program);
            a.set(JAVA_INT, 4, interfaceIndex);
            a.set(JAVA_INT, 8, ATTACH_XDP);
            a.set(JAVA_INT, 12, XDP_FLAGS_DRV_MODE);
            return (int) bpf(LINK_CREATE, a);
        }
    }

    /**
     * Runs a program on frames that are real ones from then on, as if an interface of the calling thread's namespace had received them
     * (Documentation/bpf/bpf_prog_run.rst). Returns when all have been run, or when a signal comes.
     *
     * @param frame what each begins as
     * @param times how often, up to 2³² − 1
     * @param batch after how many those that were answered with XDP_TX leave together, 1 to 256
     */
    static void runOnLiveFrames(int program, int interfaceIndex, byte[] frame, int times, int batch) {
        try (Arena arena = Arena.ofConfined()) {
            // struct xdp_md: data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex
            MemorySegment context = arena.allocateFrom(JAVA_INT, 0, frame.length, 0, interfaceIndex, 0, 0);
            MemorySegment a = arena.allocate(ATTRIBUTES, 8);
            a.set(JAVA_INT, 0, program);
            a.set(JAVA_INT, 8, frame.length);
            a.set(
                    JAVA_LONG,
                    16,
                    arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_BYTE, frame)
                            .address());
            a.set(JAVA_INT, 32, times);
            a.set(JAVA_INT, 40, (int) context.byteSize());
            a.set(JAVA_LONG, 48, context.address());
            a.set(JAVA_INT, 64, F_TEST_XDP_LIVE_FRAMES);
            a.set(JAVA_INT, 72, batch);
            long result = BPF.attempt(PROG_TEST_RUN, a.address(), a.byteSize());
            if (result < 0 && -result != Libc.EINTR) {
                throw new KernelException(BPF, (int) -result);
            }
        }
    }
}
