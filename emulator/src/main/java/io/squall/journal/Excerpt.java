package io.squall.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame of everything in a journal. Little-endian:
 *
 * <pre>
 *     0        2      3         4                8                 16       20       22     24
 *     [ magic  ][ kind ][ version ][ CRC-32C of     ][ identity of    ][ serial ][ stream ][ 0  ][ payload …
 *     [ "SQ"   ][      ][         ][ all but itself ][ the journal    ][        ][        ][    ]
 * </pre>
 *
 * Serials count from 0 without a gap, so a missing excerpt is noticed, and so is one of another journal.
 */
public final class Excerpt {
    /** Of the format: what a newer Squall writes differently gets another. */
    public static final int VERSION = 1;

    public static final int HEADER_BYTES = 24;
    /** None is larger. */
    public static final int MAX_BYTES = (1 << 20) - 64;

    private static final short MAGIC = 'S' | 'Q' << 8;
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What an excerpt holds. */
    public enum Kind {
        /** Of what the journal is: JSON. */
        HEADER,
        /** Rows of a tape, in columns: see {@link EventEncoder}. */
        EVENTS,
        /** Gauges of the devices at the end of a cut, as differences to the cut before: see {@link Cuts}. */
        CUTS,
        /** What else there is to say of the run so far: JSON. */
        STATE,
        /** Counters of recorders, where events were left out: see {@link Counts}. */
        COUNTS
    }

    private Excerpt() {}

    /** Writes the frame before a payload that begins at {@link #HEADER_BYTES}. */
    @SuppressWarnings("EnumOrdinal") // a byte of the format
    static void seal(Bytes excerpt, Kind kind, long identity, int serial, int stream) {
        byte[] b = excerpt.array;
        SHORT.set(b, 0, MAGIC);
        b[2] = (byte) kind.ordinal();
        b[3] = VERSION;
        LONG.set(b, 8, identity);
        INT.set(b, 16, serial);
        SHORT.set(b, 20, (short) stream);
        SHORT.set(b, 22, (short) 0);
        INT.set(b, 4, crc(b, excerpt.size));
    }

    private static int crc(byte[] b, int length) {
        CRC32C crc = new CRC32C();
        crc.update(b, 0, 4);
        crc.update(b, 8, length - 8);
        return (int) crc.getValue();
    }

    /**
     * Proves that bytes are a whole excerpt.
     *
     * @throws DamagedJournalException if they are not
     */
    static void check(byte[] b, int length) {
        if (length < HEADER_BYTES || (short) SHORT.get(b, 0) != MAGIC) {
            throw new DamagedJournalException("it is no excerpt of Squall's");
        }
        if (b[3] != VERSION) {
            throw new DamagedJournalException("it is of version " + b[3] + " of the format; this Squall reads version "
                    + VERSION + ": read it with the Squall that wrote it");
        }
        if ((int) INT.get(b, 4) != crc(b, length)) {
            throw new DamagedJournalException("its checksum is wrong");
        }
        if (b[2] < 0 || b[2] >= Kind.values().length) {
            throw new DamagedJournalException("it is of an unknown kind, " + b[2]);
        }
    }

    static Kind kind(byte[] b) {
        return Kind.values()[b[2]];
    }

    static long identity(byte[] b) {
        return (long) LONG.get(b, 8);
    }

    static int serial(byte[] b) {
        return (int) INT.get(b, 16);
    }

    static int stream(byte[] b) {
        return (short) SHORT.get(b, 20) & 0xFFFF;
    }
}
