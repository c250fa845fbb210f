package io.squall.boundary;

import java.util.ArrayList;
import java.util.List;

/** Collects what leaves a device, in the order in which it was handed out. */
final class Departures implements Packets {
    record Departure(long packet, long atNs) {}

    final List<Departure> served = new ArrayList<>();
    final List<Departure> lost = new ArrayList<>();

    @Override
    public void departed(long packet, int trafficClass, long departureNs) {
        served.add(new Departure(packet, departureNs));
    }

    @Override
    public void dropped(long packet, int trafficClass, long droppedNs) {
        lost.add(new Departure(packet, droppedNs));
    }

    List<Long> packets() {
        return served.stream().map(Departure::packet).toList();
    }

    List<Long> instantsNs() {
        return served.stream().map(Departure::atNs).toList();
    }
}
