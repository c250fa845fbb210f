package io.squall.wire.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Runs a program once on bytes that are no frame on any wire (BPF_PROG_RUN without live frames). */
final class Sandbox implements AutoCloseable {
    private static final int PROG_TEST_RUN = 10;
    private static final int LARGEST = 2048;

    private final int program;

    Sandbox(Code code) {
        program = Bpf.load("squall_test", code);
    }

    /** What the program answered, and what it made of the bytes. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Result(int answer, byte[] bytes) {}

    Result run(byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(LARGEST);
            MemorySegment a = arena.allocate(128, 8);
            a.set(JAVA_INT, 0, program);
            a.set(JAVA_INT, 8, bytes.length);
            a.set(JAVA_INT, 12, LARGEST);
            a.set(JAVA_LONG, 16, arena.allocateFrom(JAVA_BYTE, bytes).address());
            a.set(JAVA_LONG, 24, out.address());
            Libc.Call.BPF.apply(PROG_TEST_RUN, a.address(), a.byteSize());
            return new Result(
                    a.get(JAVA_INT, 4), out.asSlice(0, a.get(JAVA_INT, 12)).toArray(JAVA_BYTE));
        }
    }

    @Override
    public void close() {
        Libc.Call.CLOSE.apply(program);
    }
}
