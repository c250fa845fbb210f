package io.squall.boundary;

import io.squall.boundary.Device.Admission;
import io.squall.time.Actor;

/**
 * All devices between the two networks, and the routes of the classes over them. Counts what is offered to each device and
 * what each one drops, by class.
 */
public final class Boundary implements BoundaryControl {
    private final Device[] devices;
    private final int[] route;
    private final int[] isolatedBelow;
    private final int[] isolatedRoute;
    private final long[][] offered;
    private final long[][] dropped;
    private final CountingPackets[] counting;

    /**
     * @param devices by path index
     * @param route path index of each class
     */
    public Boundary(Device[] devices, int[] route) {
        this.devices = devices.clone();
        this.route = route.clone();
        isolatedBelow = new int[route.length];
        isolatedRoute = new int[route.length];
        offered = new long[devices.length][route.length];
        dropped = new long[devices.length][route.length];
        counting = new CountingPackets[devices.length];
        for (int path = 0; path < devices.length; path++) {
            counting[path] = new CountingPackets(dropped[path]);
        }
    }

    /** Offers a packet to the device on its route; poll first. */
    public Admission offer(long packet, int trafficClass, int source, long nowNs) {
        int path = source < isolatedBelow[trafficClass] ? isolatedRoute[trafficClass] : route[trafficClass];
        Admission admission = devices[path].offer(packet, trafficClass, nowNs);
        offered[path][trafficClass]++;
        if (admission != Admission.QUEUED) {
            dropped[path][trafficClass]++;
        }
        return admission;
    }

    /** Hands out all that has left the devices by now. */
    public int poll(long nowNs, Packets packets) {
        int left = 0;
        for (int path = 0; path < devices.length; path++) {
            if (devices[path].nextDepartureNs() <= nowNs) {
                CountingPackets counted = counting[path];
                counted.next = packets;
                left += devices[path].poll(nowNs, counted);
            }
        }
        return left;
    }

    public long nextDepartureNs() {
        long next = Actor.NEVER;
        for (Device device : devices) {
            next = Math.min(next, device.nextDepartureNs());
        }
        return next;
    }

    @Override
    public void reroute(int trafficClass, int path) {
        route[trafficClass] = path;
    }

    @Override
    public void isolate(int trafficClass, int sourcesBelow, int path) {
        isolatedBelow[trafficClass] = sourcesBelow;
        isolatedRoute[trafficClass] = path;
    }

    public int paths() {
        return devices.length;
    }

    public Device device(int path) {
        return devices[path];
    }

    /** Packets offered so far to a path by a class. */
    public long offered(int path, int trafficClass) {
        return offered[path][trafficClass];
    }

    /** Packets of a class that a path has lost so far. */
    public long dropped(int path, int trafficClass) {
        return dropped[path][trafficClass];
    }

    private static final class CountingPackets implements Packets {
        private final long[] dropped;
        private Packets next = NOWHERE;

        CountingPackets(long[] dropped) {
            this.dropped = dropped;
        }

        @Override
        public void departed(long packet, int trafficClass, long departureNs) {
            next.departed(packet, trafficClass, departureNs);
        }

        @Override
        public void dropped(long packet, int trafficClass, long droppedNs) {
            dropped[trafficClass]++;
            next.dropped(packet, trafficClass, droppedNs);
        }
    }

    private static final Packets NOWHERE = new Packets() {
        @Override
        public void departed(long packet, int trafficClass, long departureNs) {}

        @Override
        public void dropped(long packet, int trafficClass, long droppedNs) {}
    };
}
