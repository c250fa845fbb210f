package io.squall.journal;

import java.util.Arrays;

/** Bytes written one after another, little-endian; numbers in as many as they need (LEB128), signed ones zigzagged. */
final class Bytes {
    byte[] array;
    int size;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    void room(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(2 * array.length, size + more));
        }
    }

    void put(byte value) {
        room(1);
        array[size++] = value;
    }

    void unsigned(long value) {
        room(10);
        byte[] to = array;
        int at = size;
        long left = value;
        while ((left & ~0x7FL) != 0) {
            to[at++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        to[at++] = (byte) left;
        size = at;
    }

    void signed(long value) {
        unsigned(value << 1 ^ value >> 63);
    }

    void put(Bytes other) {
        put(other.array, other.size);
    }

    void put(byte[] from, int length) {
        room(length);
        System.arraycopy(from, 0, array, size, length);
        size += length;
    }

    void clear() {
        size = 0;
    }
}
