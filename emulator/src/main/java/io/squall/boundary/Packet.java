package io.squall.boundary;

/** The fields of one packet on its way from one place to another; reused, so that no packet is an object. */
final class Packet {
    long packet;
    int trafficClass;
    int bytes;
    long enteredNs;

    void set(long newPacket, int newClass, int newBytes, long nowNs) {
        packet = newPacket;
        trafficClass = newClass;
        bytes = newBytes;
        enteredNs = nowNs;
    }
}
