package io.squall.plane;

/** A first-in first-out queue of numbers in one primitive array, which grows. */
final class IntRing {
    private int[] values = new int[16];
    private int head;
    private int size;

    void add(int value) {
        if (size == values.length) {
            int[] larger = new int[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = values[(head + i) & (size - 1)];
            }
            values = larger;
            head = 0;
        }
        values[(head + size++) & (values.length - 1)] = value;
    }

    int remove() {
        int value = values[head];
        head = (head + 1) & (values.length - 1);
        size--;
        return value;
    }

    int size() {
        return size;
    }
}
