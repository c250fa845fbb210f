package io.squall.boundary;

import io.squall.boundary.Device.Admission;
import io.squall.boundary.FlowTable.State;
import io.squall.load.Seed;
import io.squall.scenario.Path;
import io.squall.scenario.Scenario;
import io.squall.scenario.Traffic;
import io.squall.scenario.Transport;
import io.squall.time.Actor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All devices between the two networks, and the routes of the classes over them. Counts what is offered to each path and what each one
 * drops, by class.
 */
public final class Boundary implements BoundaryControl, Gauges {
    /** Not the flow tables' own multiplier: else the flows of one device would share their home buckets. */
    private static final long MULTIPLIER = 0xBF58476D1CE4E5B9L;

    private final List<String> classes;
    private final Traffic[] traffic;
    private final Device[][] devices;
    private final @Nullable FlowTable[][] tables;
    private final int[] route;
    private final int[] isolatedBelow;
    private final int[] isolatedRoute;
    private final long[][] offered;
    private final long[][] dropped;
    private final long[][] lostToTable;
    private final CountingPackets[] counting;
    private Packets packets = Packets.NOWHERE;
    private long nextDepartureNs = Actor.NEVER;

    /** Makes a device, see {@link Device#of}. */
    @FunctionalInterface
    public interface Devices {
        Device of(Path path, long preferredClasses, long random);
    }

    /** The paths and the routes of a scenario at its start. */
    public Boundary(Scenario scenario) {
        this(scenario, Device::of);
    }

    /** The same with devices that others make. */
    public Boundary(Scenario scenario, Devices make) {
        classes = scenario.classes();
        traffic = new Traffic[scenario.trafficClasses()];
        route = new int[classes.size()];
        for (int c = 0; c < traffic.length; c++) {
            traffic[c] = scenario.traffic(c);
            route[c] = scenario.pathIndex(traffic[c].path());
        }
        isolatedBelow = new int[route.length];
        isolatedRoute = new int[route.length];
        int paths = scenario.paths().size();
        devices = new Device[paths][];
        tables = new FlowTable[paths][];
        offered = new long[paths][route.length];
        dropped = new long[paths][route.length];
        lostToTable = new long[paths][route.length];
        counting = new CountingPackets[paths];
        for (int p = 0; p < paths; p++) {
            Path path = scenario.paths().get(p);
            devices[p] = new Device[path.parallel()];
            tables[p] = new FlowTable[path.parallel()];
            counting[p] = new CountingPackets(dropped[p]);
            for (int i = 0; i < path.parallel(); i++) {
                Seed seed = scenario.seed();
                devices[p][i] = make.of(path, preferred(path), seed.stream("path." + path.name(), i));
                if (path.flows() != null) {
                    tables[p][i] = new FlowTable(path.flows(), seed.stream("flows." + path.name(), i));
                }
            }
        }
    }

    private long preferred(Path path) {
        long preferred = 0;
        if (path.discipline() instanceof Path.Discipline.Priority(List<String> names)) {
            for (String name : names) {
                preferred |= 1L << classes.indexOf(name);
            }
        }
        return preferred;
    }

    /**
     * Offers a packet to the device on its route; poll first.
     *
     * @param flow what tells its 5-tuple from others
     * @param leg which packet of its attempt it is, from 0; even ones go to the plane
     */
    public Admission offer(long packet, int trafficClass, int source, long flow, int leg, long nowNs) {
        int path = source < isolatedBelow[trafficClass] ? isolatedRoute[trafficClass] : route[trafficClass];
        Device[] side = devices[path];
        int which = side.length == 1 ? 0 : (int) Math.floorMod(hash(flow) >>> 33, (long) side.length);
        boolean outbound = (leg & 1) == 0;
        offered[path][trafficClass]++;
        FlowTable table = tables[path][which];
        Traffic shape = traffic[trafficClass];
        if (table != null && !table.admits(flow, state(shape, leg), outbound, nowNs)) {
            dropped[path][trafficClass]++;
            lostToTable[path][trafficClass]++;
            return Admission.DROPPED;
        }
        int bytes = outbound ? shape.requestBytes() : shape.responseBytes();
        Admission admission = side[which].offer(packet, trafficClass, bytes, nowNs);
        if (admission == Admission.QUEUED) {
            nextDepartureNs = Math.min(nextDepartureNs, side[which].nextDepartureNs());
        } else {
            dropped[path][trafficClass]++;
        }
        return admission;
    }

    /** One product alone would deal consecutive flows out in turn: more evenly than chance does. */
    private static long hash(long flow) {
        long product = flow * MULTIPLIER;
        return (product ^ product >>> 32) * MULTIPLIER;
    }

    private static State state(Traffic shape, int leg) {
        boolean outbound = (leg & 1) == 0;
        if (shape.transport() == Transport.PUSH || shape.transport() == Transport.DNS) {
            return outbound ? State.UDP : State.UDP_STREAM;
        }
        if (!shape.freshPorts()) {
            return State.ESTABLISHED;
        }
        if (leg == 0) {
            return State.SYN_SENT;
        }
        boolean last = leg == shape.legs() - 1;
        return last ? State.CLOSED : leg == 1 ? State.SYN_RECEIVED : State.ESTABLISHED;
    }

    /** Hands out all that has left the devices by now. */
    public int poll(long nowNs, Packets to) {
        packets = to;
        int left = 0;
        // What is offered meanwhile lowers it again.
        nextDepartureNs = Actor.NEVER;
        for (int path = 0; path < devices.length; path++) {
            CountingPackets counted = counting[path];
            for (Device device : devices[path]) {
                if (device.nextDepartureNs() <= nowNs) {
                    counted.next = to;
                    left += device.poll(nowNs, counted);
                }
                nextDepartureNs = Math.min(nextDepartureNs, device.nextDepartureNs());
            }
        }
        return left;
    }

    /** The next instant at which {@link #poll} would hand something out, or {@link Actor#NEVER}. */
    public long nextDepartureNs() {
        return nextDepartureNs;
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

    @Override
    public void change(int path, Path description, long nowNs) {
        counting[path].next = packets;
        for (Device device : devices[path]) {
            device.change(description, preferred(description), nowNs, counting[path]);
            nextDepartureNs = Math.min(nextDepartureNs, device.nextDepartureNs());
        }
    }

    @Override
    public int paths() {
        return devices.length;
    }

    /** Packets inside a path's devices. */
    @Override
    public int length(int path) {
        int length = 0;
        for (Device device : devices[path]) {
            length += device.length();
        }
        return length;
    }

    /** The shortest wait for service of what departed since the last call; NEVER if nothing did. */
    @Override
    public long takeLeastWaitNs(int path) {
        long least = Actor.NEVER;
        for (Device device : devices[path]) {
            least = Math.min(least, device.takeLeastWaitNs());
        }
        return least;
    }

    /** The waits for service of all packets served on a path so far, added up. */
    @Override
    public double waitedNs(int path) {
        return Arrays.stream(devices[path]).mapToDouble(Device::waitedNs).sum();
    }

    /** Entries in the flow tables of a path. */
    @Override
    public int flows(int path) {
        int used = 0;
        for (FlowTable table : tables[path]) {
            used += table == null ? 0 : table.used();
        }
        return used;
    }

    /** Packets offered so far to a path by a class. */
    @Override
    public long offered(int path, int trafficClass) {
        return offered[path][trafficClass];
    }

    /** Packets of a class that a path has lost so far, to its queue or its flow table. */
    @Override
    public long dropped(int path, int trafficClass) {
        return dropped[path][trafficClass];
    }

    /** Packets of a class that a path has lost so far since its flow table was full, or no longer knew them. */
    @Override
    public long lostToTable(int path, int trafficClass) {
        return lostToTable[path][trafficClass];
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
}
