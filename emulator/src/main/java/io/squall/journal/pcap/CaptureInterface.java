package io.squall.journal.pcap;

/**
 * One interface of a pcapng section, and what its time stamps mean.
 *
 * @param linkType of its frames
 * @param snapLength the most that was kept of a frame
 * @param resolution the option if_tsresol: 10⁻ⁿ s, or 2⁻ⁿ s where the highest bit is set
 * @param offsetSeconds added to every stamp
 */
record CaptureInterface(int linkType, long snapLength, int resolution, long offsetSeconds) {
    private static final int OPTION_END = 0;
    private static final int OPTION_RESOLUTION = 9;
    private static final int OPTION_OFFSET = 14;
    private static final int OPTIONS = 16;
    private static final int OPTION_HEAD = 4;
    private static final int MICROSECONDS = 6;

    private static final int BINARY = 0x80;
    private static final int EXPONENT = 0x7F;
    private static final int NANO = 9;
    /** 10¹⁸ is the highest power of ten in a long. */
    private static final int FINEST = NANO + 18;

    private static final long SECOND = 1_000_000_000;

    /** @param end of its options, from the block's first byte, at which {@code in} stands */
    static CaptureInterface of(FileBytes in, int end) throws DamagedException {
        int resolution = MICROSECONDS;
        long offset = 0;
        int at = OPTIONS;
        while (at + OPTION_HEAD <= end && in.u16(at) != OPTION_END) {
            int bytes = in.u16(at + 2);
            if (at + OPTION_HEAD + bytes > end) {
                throw new DamagedException(
                        in.offset() + at,
                        "an option of an interface claims " + bytes + " bytes, more than its block has");
            }
            if (in.u16(at) == OPTION_RESOLUTION && bytes == 1) {
                resolution = in.u8(at + OPTION_HEAD);
                refuseAbsurd(resolution, in.offset() + at);
            }
            if (in.u16(at) == OPTION_OFFSET && bytes == Long.BYTES) {
                offset = in.s64(at + OPTION_HEAD);
            }
            at += OPTION_HEAD + (bytes + 3 & ~3);
        }
        long snap = in.u32(12);
        return new CaptureInterface(in.u16(8), snap == 0 ? Frame.MAX_BYTES : snap, resolution, offset);
    }

    private static void refuseAbsurd(int resolution, long offset) throws DamagedException {
        int exponent = resolution & EXPONENT;
        boolean binary = (resolution & BINARY) != 0;
        if (exponent > (binary ? Long.SIZE - 1 : FINEST)) {
            throw new DamagedException(
                    offset, "an interface claims a resolution of " + (binary ? 2 : 10) + "^-" + exponent + " s");
        }
    }

    /** Since 1970, clamped to 1970 … 2262. */
    long instantNs(long ticks) {
        int exponent = resolution & EXPONENT;
        long ns = (resolution & BINARY) != 0 ? binary(ticks, exponent) : decimal(ticks, exponent);
        if (offsetSeconds == 0) {
            return ns;
        }
        // Of two that cannot be represented the sum cannot either, with stamps of this age.
        long offsetNs = Math.clamp(offsetSeconds, -Long.MAX_VALUE / SECOND, Long.MAX_VALUE / SECOND) * SECOND;
        long sum = ns + offsetNs;
        return sum >= 0 ? sum : offsetNs > 0 ? Long.MAX_VALUE : 0;
    }

    private static long decimal(long ticks, int exponent) {
        if (exponent > NANO) {
            return Long.divideUnsigned(ticks, power(exponent - NANO));
        }
        return scaled(ticks, power(NANO - exponent));
    }

    private static long binary(long ticks, int exponent) {
        long fraction = exponent == 0 ? 0 : ticks & (-1L >>> -exponent);
        long high = Math.unsignedMultiplyHigh(fraction, SECOND);
        long ns = exponent == 0 ? 0 : high << (Long.SIZE - exponent) | (fraction * SECOND) >>> exponent;
        long sum = scaled(ticks >>> exponent, SECOND) + ns;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long scaled(long ticks, long factor) {
        return Long.compareUnsigned(ticks, Long.MAX_VALUE / factor) > 0 ? Long.MAX_VALUE : ticks * factor;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
