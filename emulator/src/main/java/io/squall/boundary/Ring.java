package io.squall.boundary;

import java.util.Arrays;

/** A queue of packets in primitive arrays, open at both ends; it grows, for queues without a limit. */
final class Ring {
    private long[] packet = new long[16];
    private long[] shape = new long[16];
    private long[] enteredNs = new long[16];
    private int head;
    private int size;

    void add(Packet p) {
        if (size == packet.length) {
            grow();
        }
        int i = (head + size++) & (packet.length - 1);
        packet[i] = p.packet;
        shape[i] = (long) p.trafficClass << 32 | p.bytes;
        enteredNs[i] = p.enteredNs;
    }

    void removeFirst(Packet into) {
        read(head, into);
        head = (head + 1) & (packet.length - 1);
        size--;
    }

    void removeLast(Packet into) {
        size--;
        read((head + size) & (packet.length - 1), into);
    }

    private void read(int i, Packet into) {
        into.packet = packet[i];
        into.trafficClass = (int) (shape[i] >>> 32);
        into.bytes = (int) shape[i];
        into.enteredNs = enteredNs[i];
    }

    /** Of the first; only while there is one. */
    int firstBytes() {
        return (int) shape[head];
    }

    int size() {
        return size;
    }

    private void grow() {
        int capacity = packet.length;
        packet = Arrays.copyOf(packet, 2 * capacity);
        shape = Arrays.copyOf(shape, 2 * capacity);
        enteredNs = Arrays.copyOf(enteredNs, 2 * capacity);
        // The part before the head wrapped round: it continues behind the old end.
        System.arraycopy(packet, 0, packet, capacity, head);
        System.arraycopy(shape, 0, shape, capacity, head);
        System.arraycopy(enteredNs, 0, enteredNs, capacity, head);
    }
}
