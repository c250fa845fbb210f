package io.squall.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes read one after another, as {@link Bytes} has written them; never beyond its end, whatever they say. */
public final class Slice {
    private final byte[] array;
    private int at;
    private final int end;

    Slice(byte[] array, int from, int end) {
        this.array = array;
        at = from;
        this.end = end;
    }

    /** @throws DamagedJournalException if it has come to its end */
    byte get() {
        if (at == end) {
            throw new DamagedJournalException("a record goes beyond its excerpt");
        }
        return array[at++];
    }

    long unsigned() {
        long value = get();
        if (value >= 0) {
            return value;
        }
        value &= 0x7F;
        for (int shift = 7; shift < 70; shift += 7) {
            long next = get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DamagedJournalException("a number has no end");
    }

    long signed() {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    /** A count or a length, of at most so many. */
    int count(int most) {
        long value = unsigned();
        if (value < 0 || value > most) {
            throw new DamagedJournalException("found a count of " + value + " where at most " + most + " can be");
        }
        return (int) value;
    }

    /** The next so many bytes. */
    Slice slice(int length) {
        if (length > left()) {
            throw new DamagedJournalException("a column goes beyond its excerpt");
        }
        Slice slice = new Slice(array, at, at + length);
        at += length;
        return slice;
    }

    int left() {
        return end - at;
    }

    /** A copy of all that is left. */
    byte[] bytes() {
        byte[] bytes = Arrays.copyOfRange(array, at, end);
        at = end;
        return bytes;
    }

    String text() {
        String text = new String(array, at, end - at, StandardCharsets.UTF_8);
        at = end;
        return text;
    }
}
