package io.squall.boundary;

import io.squall.load.Seed;
import io.squall.scenario.Path;
import io.squall.time.Actor;
import io.squall.time.Rate;

/**
 * A discrete server: one packet at a time, for both directions, behind a queue.
 *
 * <pre>
 *     offer ─► [ · · · waiting · · · ] ─► (in service) ─► departed at  max(arrival, previous departure) + service
 * </pre>
 *
 * <p>The formula is Lindley's recursion, which holds for FIFO and is the oracle of its test. Departure instants are sums of
 * unrounded service times, so a capacity of 3 packets/s serves 3 a second for ever.
 */
final class QueueDevice implements Device {
    private final Discipline discipline;
    private final int places;
    private final Admission whenFull;
    private final Path.ServiceTime serviceTime;
    private long random;
    private double serviceNs;
    private boolean busy;
    private long servedPacket;
    private int servedClass;
    private double departureNs;
    private long leastWaitNs = Actor.NEVER;

    /** @param preferredClasses bit c is set if class c goes first, each of the two queues with places of its own; 0 for FIFO */
    QueueDevice(Path path, long preferredClasses, long random) {
        places = path.queue();
        if (places < 1) {
            throw new IllegalArgumentException("a device has at least one place, not " + places);
        }
        // One place belongs to the server; a packet that finds it idle passes through the queue at once.
        int waitingPlaces = places == Integer.MAX_VALUE ? places : Math.max(1, places - 1);
        discipline = preferredClasses == 0
                ? new Discipline.Fifo(waitingPlaces)
                : new Discipline.StrictPriority(waitingPlaces, preferredClasses);
        whenFull = path.whenFull() == Path.WhenFull.REJECT ? Admission.REJECTED : Admission.DROPPED;
        serviceTime = path.service();
        this.random = random;
        serviceNs = path.capacity().intervalNs();
    }

    @Override
    public Admission offer(long packet, int trafficClass, long nowNs) {
        if (busy && places == 1) {
            return whenFull;
        }
        if (!discipline.admit(packet, trafficClass, nowNs)) {
            return whenFull;
        }
        if (!busy) {
            serveNext((double) nowNs);
        }
        return Admission.QUEUED;
    }

    @Override
    public int poll(long nowNs, Packets packets) {
        int left = 0;
        while (busy && departureNs <= nowNs) {
            long packet = servedPacket;
            int clazz = servedClass;
            double at = departureNs;
            busy = false;
            if (discipline.waiting() > 0) {
                serveNext(at);
            }
            packets.departed(packet, clazz, (long) Math.ceil(at));
            left++;
        }
        return left;
    }

    private void serveNext(double fromNs) {
        if (Double.isInfinite(serviceNs)) {
            return;
        }
        Ring queue = discipline.next();
        servedPacket = queue.packet();
        servedClass = queue.trafficClass();
        leastWaitNs = Math.min(leastWaitNs, (long) Math.max(0, fromNs - queue.enteredNs()));
        queue.remove();
        departureNs = fromNs + serviceNs * units();
        busy = true;
    }

    /** A service time as a multiple of its mean. */
    private double units() {
        return switch (serviceTime) {
            case DETERMINISTIC -> 1;
            case EXPONENTIAL -> {
                random = Seed.next(random);
                yield -Math.log(Seed.unit(random));
            }
        };
    }

    @Override
    public long nextDepartureNs() {
        return busy ? (long) Math.ceil(departureNs) : Actor.NEVER;
    }

    @Override
    public void capacity(Rate packets, long nowNs) {
        serviceNs = packets.intervalNs();
        if (!busy && discipline.waiting() > 0) {
            serveNext((double) nowNs);
        }
    }

    @Override
    public int length() {
        return discipline.waiting() + (busy ? 1 : 0);
    }

    @Override
    public int places() {
        return places;
    }

    @Override
    public long takeLeastWaitNs() {
        long least = leastWaitNs;
        leastWaitNs = Actor.NEVER;
        return least;
    }
}
