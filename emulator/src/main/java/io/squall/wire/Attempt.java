package io.squall.wire;

/**
 * One try of one source, packed into a {@code long}, so that packets, timers and outcomes can carry it without an object.
 *
 * <pre>
 *     63        58 57     54  53     52                    28 27                    0
 *     [ class: 6 ][ leg: 4 ][bad: 1][   source: 25           ][     sequence: 28     ]
 * </pre>
 *
 * The sequence counts the attempts of a source, so an answer to an attempt that was given up is recognised as late.
 */
public final class Attempt {
    public static final int MAX_CLASSES = 1 << 6;
    public static final int MAX_SOURCES = 1 << 25;
    public static final int MAX_LEGS = 1 << 4;

    private static final int CLASS_SHIFT = 58;
    private static final int LEG_SHIFT = 54;
    private static final int SOURCE_SHIFT = 28;
    private static final int SEQUENCE_BITS = 28;
    private static final long SOURCE_MASK = MAX_SOURCES - 1;
    private static final long LEG_MASK = MAX_LEGS - 1;
    private static final long BAD = 1L << 53;
    private static final int SEQUENCE_MASK = (1 << SEQUENCE_BITS) - 1;

    private Attempt() {}

    /** @param sequence only its lowest 28 bits are kept */
    public static long of(int trafficClass, int source, int sequence) {
        return (long) trafficClass << CLASS_SHIFT | (long) source << SOURCE_SHIFT | (sequence & SEQUENCE_MASK);
    }

    public static int trafficClass(long attempt) {
        return (int) (attempt >>> CLASS_SHIFT);
    }

    public static int source(long attempt) {
        return (int) (attempt >>> SOURCE_SHIFT & SOURCE_MASK);
    }

    public static int sequence(long attempt) {
        return (int) attempt & SEQUENCE_MASK;
    }

    /** How much later in a source's life one sequence is than another; below half the range apart. */
    public static int sequenceDistance(int later, int earlier) {
        int unused = Integer.SIZE - SEQUENCE_BITS;
        return (later - earlier) << unused >> unused;
    }

    /** The packet of an attempt that is its n-th, from 0; even ones go to the plane. */
    public static long leg(long attempt, int leg) {
        return ofPacket(attempt) | (long) leg << LEG_SHIFT;
    }

    public static int leg(long packet) {
        return (int) (packet >>> LEG_SHIFT & LEG_MASK);
    }

    /** The same packet, but what it brings is an error. */
    public static long bad(long packet) {
        return packet | BAD;
    }

    public static boolean isBad(long packet) {
        return (packet & BAD) != 0;
    }

    /** The attempt to which a packet belongs. */
    public static long ofPacket(long packet) {
        return packet & ~(LEG_MASK << LEG_SHIFT | BAD);
    }
}
