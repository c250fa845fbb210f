package io.squall.socket;

import java.nio.ByteBuffer;

/**
 * A one-way datagram. All of them have the same size, so that the kernel can carry many at once and whoever receives them can
 * tell where each begins.
 *
 * <pre>
 *     0         8               16       20  24         32              40        56     64
 *     [ attempt | intended (ns) | source | 0 | sequence | sent (ns)     | zeros … | mark ]
 * </pre>
 *
 * The sequence and the instant of sending are written by the kernel lane only (nanoseconds of the machine's monotonic clock).
 */
public final class PushDatagram {
    public static final int BYTES = 64;

    public static final int ATTEMPT = 0;
    public static final int INTENDED = 8;
    public static final int SOURCE = 16;
    public static final int SEQUENCE = 24;
    public static final int SENT = 32;
    public static final int MARK = 56;
    public static final long SQUALL = 0x5371_7561_6C6C_0001L;

    private PushDatagram() {}

    /** Writes one at the start of a buffer, over whatever push stands there. */
    public static void write(ByteBuffer datagram, long attempt, long intendedNs, int source) {
        write(datagram, 0, attempt, intendedNs, source);
    }

    /** Writes one at an index. */
    static void write(ByteBuffer datagrams, int at, long attempt, long intendedNs, int source) {
        datagrams
                .putLong(at + ATTEMPT, attempt)
                .putLong(at + INTENDED, intendedNs)
                .putInt(at + SOURCE, source)
                .putLong(at + MARK, SQUALL);
    }

    /** Whether the datagram at an index of many is a push at all, and no stranger's. */
    public static boolean isOurs(ByteBuffer datagrams, int at) {
        return datagrams.getLong(at + MARK) == SQUALL;
    }

    /** Of the datagram at an index of many. */
    public static long attempt(ByteBuffer datagrams, int at) {
        return datagrams.getLong(at + ATTEMPT);
    }

    /** Of the datagram at an index of many. */
    public static int source(ByteBuffer datagrams, int at) {
        return datagrams.getInt(at + SOURCE);
    }
}
