package io.squall.wire.kernel;

import io.squall.wire.kernel.Code.If;
import io.squall.wire.kernel.Code.Op;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A histogram that a program writes, with HdrHistogram's buckets of three digits from 1 ns on: the counter of value v is at
 * (b << 10) + (v >> b), where b is how far v must be shifted to lie below 2048.
 */
final class Buckets {
    /** Beyond is counted as this: 8.6 s. */
    static final long LARGEST = (1L << 33) - 1;

    static final int COUNTERS = 1 << 15;
    static final long BYTES = (long) COUNTERS * Long.BYTES;

    private static final int HALF_BITS = 10;

    private Buckets() {}

    /** Counts the value in R1, which is lost with R2 to R4; {@code base} + {@code offset} is where the histogram begins. */
    static void count(Code code, int base, int offset) {
        String small = code.fresh();
        code.constant(Code.R2, LARGEST);
        code.jumpr(If.GE, Code.R2, Code.R1, small).opr(Op.MOV, Code.R1, Code.R2).label(small);
        // R2: the value as it shrinks; R3: how far, which is its binary logarithm less 10, in the end
        code.opr(Op.MOV, Code.R2, Code.R1).op(Op.OR, Code.R2, 2047).op(Op.RSH, Code.R2, HALF_BITS);
        code.op(Op.MOV, Code.R3, 0);
        for (int step = 16; step > 0; step >>= 1) {
            String below = code.fresh();
            code.jump(If.LT, Code.R2, 1 << step, below)
                    .op(Op.RSH, Code.R2, step)
                    .op(Op.ADD, Code.R3, step)
                    .label(below);
        }
        code.opr(Op.RSH, Code.R1, Code.R3)
                .op(Op.LSH, Code.R3, HALF_BITS)
                .opr(Op.ADD, Code.R1, Code.R3)
                .op(Op.AND, Code.R1, COUNTERS - 1)
                .op(Op.LSH, Code.R1, 3)
                .opr(Op.ADD, Code.R1, base)
                .op(Op.ADD, Code.R1, offset)
                .count(Code.R1, 0, Code.R2);
    }

    /** Where a value is counted. */
    static int index(long value) {
        int shift = 63 - Long.numberOfLeadingZeros(value | 2047) - HALF_BITS;
        return (shift << HALF_BITS) + (int) (value >>> shift);
    }

    /** The least value that is counted at an index. */
    static long value(int index) {
        int shift = Math.max(0, (index >>> HALF_BITS) - 1);
        return (long) (index - (shift << HALF_BITS)) << shift;
    }

    /** What has been counted so far, by index. */
    static long[] read(MemorySegment memory, long offset) {
        long[] counts = new long[COUNTERS];
        MemorySegment.copy(memory, ValueLayout.JAVA_LONG, offset, counts, 0, COUNTERS);
        return counts;
    }
}
