package io.squall.wire;

/**
 * One try of one source, packed into a {@code long}, so that packets, timers and outcomes can carry it without an object.
 *
 * <pre>
 *     63        58   57    56                    32 31                     0
 *     [ class: 6 ][ leg: 1 ][   source: 25        ][     sequence: 32       ]
 * </pre>
 *
 * The sequence counts the attempts of a source, so an answer to an attempt that was given up is recognised as late.
 */
public final class Attempt {
    public static final int MAX_CLASSES = 1 << 6;
    public static final int MAX_SOURCES = 1 << 25;

    private static final int CLASS_SHIFT = 58;
    private static final int SOURCE_SHIFT = 32;
    private static final long SOURCE_MASK = MAX_SOURCES - 1;
    private static final long RETURN_LEG = 1L << 57;

    private Attempt() {}

    public static long of(int trafficClass, int source, int sequence) {
        return (long) trafficClass << CLASS_SHIFT | (long) source << SOURCE_SHIFT | (sequence & 0xFFFF_FFFFL);
    }

    public static int trafficClass(long attempt) {
        return (int) (attempt >>> CLASS_SHIFT);
    }

    public static int source(long attempt) {
        return (int) (attempt >>> SOURCE_SHIFT & SOURCE_MASK);
    }

    public static int sequence(long attempt) {
        return (int) attempt;
    }

    /** The packet that carries this attempt's answer back. */
    public static long returning(long attempt) {
        return attempt | RETURN_LEG;
    }

    public static boolean isReturning(long packet) {
        return (packet & RETURN_LEG) != 0;
    }

    /** The attempt to which a packet of either direction belongs. */
    public static long ofPacket(long packet) {
        return packet & ~RETURN_LEG;
    }
}
