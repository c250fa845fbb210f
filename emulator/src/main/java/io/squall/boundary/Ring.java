package io.squall.boundary;

import java.util.Arrays;

/** A first-in first-out queue of packets in three primitive arrays; it grows, for queues without a limit. */
final class Ring {
    private long[] packet = new long[16];
    private int[] trafficClass = new int[16];
    private long[] enteredNs = new long[16];
    private int head;
    private int size;

    void add(long value, int clazz, long nowNs) {
        if (size == packet.length) {
            grow();
        }
        int i = (head + size++) & (packet.length - 1);
        packet[i] = value;
        trafficClass[i] = clazz;
        enteredNs[i] = nowNs;
    }

    long packet() {
        return packet[head];
    }

    int trafficClass() {
        return trafficClass[head];
    }

    long enteredNs() {
        return enteredNs[head];
    }

    void remove() {
        head = (head + 1) & (packet.length - 1);
        size--;
    }

    int size() {
        return size;
    }

    private void grow() {
        int capacity = packet.length;
        packet = Arrays.copyOf(packet, 2 * capacity);
        trafficClass = Arrays.copyOf(trafficClass, 2 * capacity);
        enteredNs = Arrays.copyOf(enteredNs, 2 * capacity);
        // The part before the head wrapped round: it continues behind the old end.
        System.arraycopy(packet, 0, packet, capacity, head);
        System.arraycopy(trafficClass, 0, trafficClass, capacity, head);
        System.arraycopy(enteredNs, 0, enteredNs, capacity, head);
    }
}
