package io.squall.journal.pcap;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A file as it streams past: one buffer, a position in it, and words of either byte order relative to the position. */
final class FileBytes implements AutoCloseable {
    private static final int FIRST_CAPACITY = 1 << 16;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_CAPACITY];
    private boolean littleEndian;
    private long base;
    private int position;
    private int limit;

    FileBytes(InputStream in) {
        this.in = in;
    }

    void order(boolean little) {
        littleEndian = little;
    }

    /** Of the position, in the file. */
    long offset() {
        return base + position;
    }

    /** It holds until more is asked for. */
    byte[] buffer() {
        return buffer;
    }

    /** Of the position, in the buffer; it holds until more is asked for. */
    int position() {
        return position;
    }

    /** @throws DamagedException if the file has fewer left */
    FileBytes need(int bytes, String what) throws IOException, DamagedException {
        if (!has(bytes)) {
            throw new DamagedException(
                    offset(),
                    "the file is cut short: it has " + (limit - position) + " of the " + bytes + " bytes of " + what);
        }
        return this;
    }

    /** @param bytes the buffer grows for them: what a file claims must have been limited before */
    boolean has(int bytes) throws IOException {
        return limit - position >= bytes || fill(bytes);
    }

    private boolean fill(int bytes) throws IOException {
        byte[] into = bytes <= buffer.length ? buffer : new byte[2 * Integer.highestOneBit(bytes)];
        System.arraycopy(buffer, position, into, 0, limit - position);
        buffer = into;
        base += position;
        limit -= position;
        position = 0;
        while (limit < bytes) {
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    /** Moves on within what {@link #need} has found. */
    void take(int bytes) {
        position += bytes;
    }

    /** Moves on so far, or to the end of the file. */
    void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0 && has(1); ) {
            int step = (int) Math.min(left, limit - position);
            position += step;
            left -= step;
        }
    }

    /** Of what has been read of the file so far. */
    long end() {
        return base + limit;
    }

    int u8(int at) {
        return buffer[position + at] & 0xFF;
    }

    int u16(int at) {
        short word = (short) SHORT.get(buffer, position + at);
        return (littleEndian ? Short.reverseBytes(word) : word) & 0xFFFF;
    }

    int s32(int at) {
        int word = (int) INT.get(buffer, position + at);
        return littleEndian ? Integer.reverseBytes(word) : word;
    }

    long u32(int at) {
        return s32(at) & 0xFFFF_FFFFL;
    }

    /** Of the file's byte order: the more significant half comes first in a big-endian file only. */
    long s64(int at) {
        return littleEndian ? u32(at + 4) << 32 | u32(at) : u32(at) << 32 | u32(at + 4);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
