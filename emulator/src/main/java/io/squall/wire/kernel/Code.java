package io.squall.wire.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An assembler of eBPF (RFC 9669): a line an instruction, in its order; a jump names a label that may come later. Only forward jumps, so
 * every program ends.
 */
final class Code {
    /** R0 takes results, R1 to R5 are lost in a call, R6 to R9 stay, FP is the end of the stack. */
    static final int R0 = 0;

    static final int R1 = 1;
    static final int R2 = 2;
    static final int R3 = 3;
    static final int R4 = 4;
    static final int R5 = 5;
    static final int R6 = 6;
    static final int R7 = 7;
    static final int R8 = 8;
    static final int R9 = 9;

    private static final int BY_REGISTER = 0x08;
    private static final int MAP_VALUE = 2;
    private static final int KTIME_GET_NS = 5;

    /** Sizes of loads and stores. */
    enum Size {
        B1(0x10),
        B2(0x08),
        B4(0x00),
        B8(0x18);

        private final int bits;

        Size(int bits) {
            this.bits = bits;
        }
    }

    /** On 64 bits. */
    enum Op {
        ADD(0x00),
        SUB(0x10),
        MUL(0x20),
        OR(0x40),
        AND(0x50),
        LSH(0x60),
        RSH(0x70),
        XOR(0xa0),
        MOV(0xb0);

        private final int bits;

        Op(int bits) {
            this.bits = bits;
        }
    }

    /** Unsigned comparisons. */
    enum If {
        EQ(0x10),
        GT(0x20),
        GE(0x30),
        NE(0x50),
        LT(0xa0);

        private final int bits;

        If(int bits) {
            this.bits = bits;
        }
    }

    private final List<Long> instructions = new ArrayList<>();
    private final Map<Integer, String> jumps = new HashMap<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private int unnamed;

    private Code add(int opcode, int to, int from, int offset, int value) {
        if (offset != (short) offset) {
            throw new IllegalArgumentException("an offset is of 16 bits, not " + offset);
        }
        instructions.add(
                (long) value << 32 | (long) (offset & 0xFFFF) << 16 | (long) from << 12 | (long) to << 8 | opcode);
        return this;
    }

    /** to = to op value; for MOV to = value. */
    Code op(Op op, int to, int value) {
        return add(0x07 | op.bits, to, 0, 0, value);
    }

    /** to = to op from; for MOV to = from. */
    Code opr(Op op, int to, int from) {
        return add(0x07 | op.bits | BY_REGISTER, to, from, 0, 0);
    }

    /** Turns the bytes of the lowest bits around; those above become 0. */
    Code swap(int register, int bits) {
        return add(0xdc, register, 0, 0, bits);
    }

    Code constant(int to, long value) {
        return add(0x18, to, 0, 0, (int) value).add(0, 0, 0, 0, (int) (value >>> 32));
    }

    /** The address of a byte of the value of a map. */
    Code map(int to, int map, int offset) {
        return add(0x18, to, MAP_VALUE, 0, map).add(0, 0, 0, 0, offset);
    }

    Code load(Size size, int to, int from, int offset) {
        return add(0x61 | size.bits, to, from, offset, 0);
    }

    Code store(Size size, int to, int offset, int from) {
        return add(0x63 | size.bits, to, from, offset, 0);
    }

    Code storeValue(Size size, int to, int offset, int value) {
        return add(0x62 | size.bits, to, 0, offset, value);
    }

    /** Adds one to a counter that nobody else writes. */
    Code count(int to, int offset, int spare) {
        return load(Size.B8, spare, to, offset).op(Op.ADD, spare, 1).store(Size.B8, to, offset, spare);
    }

    Code jump(If condition, int left, int value, String label) {
        jumps.put(instructions.size(), label);
        return add(0x05 | condition.bits, left, 0, 0, value);
    }

    Code jumpr(If condition, int left, int right, String label) {
        jumps.put(instructions.size(), label);
        return add(0x05 | condition.bits | BY_REGISTER, left, right, 0, 0);
    }

    Code jump(String label) {
        jumps.put(instructions.size(), label);
        return add(0x05, 0, 0, 0, 0);
    }

    Code label(String name) {
        if (labels.put(name, instructions.size()) != null) {
            throw new IllegalStateException("two labels " + name);
        }
        return this;
    }

    /** A name that no other label has. */
    String fresh() {
        return "." + unnamed++;
    }

    /** R0 = nanoseconds of CLOCK_MONOTONIC, which is System.nanoTime() here; R1 to R5 are lost. */
    Code now() {
        return add(0x85, 0, 0, 0, KTIME_GET_NS);
    }

    Code exit(int result) {
        return op(Op.MOV, R0, result).add(0x95, 0, 0, 0, 0);
    }

    /** @throws IllegalStateException if a jump leads nowhere, or back */
    long[] assembled() {
        long[] program = instructions.stream().mapToLong(Long::longValue).toArray();
        jumps.forEach((at, label) -> {
            int distance = labels.getOrDefault(label, 0) - at - 1;
            if (distance < 0 || distance > Short.MAX_VALUE) {
                throw new IllegalStateException("no way forward to the label " + label);
            }
            program[at] |= (long) distance << 16;
        });
        return program;
    }
}
