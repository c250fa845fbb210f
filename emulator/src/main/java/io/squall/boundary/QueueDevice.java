package io.squall.boundary;

import io.squall.load.Seed;
import io.squall.scenario.Path;
import io.squall.time.Actor;

/**
 * A discrete server: one packet at a time, for both directions, behind a queue.
 *
 * <pre>
 *     offer ─► [ · · · waiting · · · ] ─► (in service) ─► departed at  max(arrival, previous departure) + service
 *     service = max(1 / packets a second, bits of the packet / bits a second)
 * </pre>
 *
 * <p>The formula is Lindley's recursion, which holds for FIFO and is the oracle of its test. Departure instants are sums of
 * unrounded service times, so a capacity of 3 packets/s serves 3 a second for ever.
 */
final class QueueDevice implements Device {
    private static final double BIT_NS = 8e9;

    private final Packet offered = new Packet();
    private final Packet served = new Packet();
    private Path path;
    private Discipline discipline;
    private Admission whenFull;
    private long random;
    private double packetNs;
    private double byteNs;
    private double departureNs;
    private long departsNs = Actor.NEVER;
    private double waitedNs;
    private long leastWaitNs = Actor.NEVER;

    QueueDevice(Path path, long preferredClasses, long random) {
        if (path.queue() < 1) {
            throw new IllegalArgumentException("a device has at least one place, not " + path.queue());
        }
        this.random = random;
        this.path = path;
        discipline = discipline(path, preferredClasses);
        whenFull = whenFull(path);
        describe(path);
    }

    private static Discipline discipline(Path path, long preferredClasses) {
        int places = path.queue();
        // One place belongs to the server; a packet that finds it idle passes through the queue at once.
        int waitingPlaces = places == Integer.MAX_VALUE ? places : Math.max(1, places - 1);
        return Discipline.of(path.discipline(), waitingPlaces, preferredClasses);
    }

    private static Admission whenFull(Path path) {
        return path.whenFull() == Path.WhenFull.REJECT ? Admission.REJECTED : Admission.DROPPED;
    }

    private void describe(Path newPath) {
        path = newPath;
        packetNs = newPath.capacity().intervalNs();
        byteNs = BIT_NS / newPath.bitsPerSecond();
        whenFull = whenFull(newPath);
    }

    @Override
    public Admission offer(long packet, int trafficClass, int bytes, long nowNs) {
        if (isBusy() && path.queue() == 1) {
            return whenFull;
        }
        offered.set(packet, trafficClass, bytes, nowNs);
        if (!discipline.admit(offered)) {
            return whenFull;
        }
        if (!isBusy()) {
            serveNext((double) nowNs, Packets.NOWHERE);
        }
        return Admission.QUEUED;
    }

    @Override
    public int poll(long nowNs, Packets packets) {
        int left = 0;
        while (departsNs <= nowNs) {
            long packet = served.packet;
            int clazz = served.trafficClass;
            long at = departsNs;
            departsNs = Actor.NEVER;
            serveNext(departureNs, packets);
            packets.departed(packet, clazz, at);
            left++;
        }
        return left;
    }

    private boolean isBusy() {
        return departsNs != Actor.NEVER;
    }

    private void serveNext(double fromNs, Packets packets) {
        if (Double.isInfinite(packetNs) || !discipline.next((long) fromNs, served, packets)) {
            return;
        }
        double waitNs = Math.max(0, fromNs - served.enteredNs);
        waitedNs += waitNs;
        leastWaitNs = Math.min(leastWaitNs, (long) waitNs);
        departureNs = fromNs + Math.max(packetNs, served.bytes * byteNs) * units();
        departsNs = (long) Math.ceil(departureNs);
    }

    /** A service time as a multiple of its mean. */
    private double units() {
        return switch (path.service()) {
            case DETERMINISTIC -> 1;
            case EXPONENTIAL -> {
                random = Seed.next(random);
                yield -Math.log(Seed.unit(random));
            }
        };
    }

    @Override
    public long nextDepartureNs() {
        return departsNs;
    }

    @Override
    public void change(Path newPath, long preferredClasses, long nowNs, Packets packets) {
        Path old = path;
        describe(newPath);
        if (!old.discipline().equals(newPath.discipline()) || old.queue() != newPath.queue()) {
            Discipline before = discipline;
            discipline = discipline(newPath, preferredClasses);
            Ring left = new Ring();
            while (before.next(nowNs, offered, packets)) {
                left.add(offered);
            }
            // A stack gives its packets in the reverse order of their arrival.
            boolean newestFirst = old.discipline() instanceof Path.Discipline.Lifo;
            while (left.size() > 0) {
                if (newestFirst) {
                    left.removeLast(offered);
                } else {
                    left.removeFirst(offered);
                }
                if (!discipline.admit(offered)) {
                    packets.dropped(offered.packet, offered.trafficClass, nowNs);
                }
            }
        }
        if (!isBusy()) {
            serveNext((double) nowNs, packets);
        }
    }

    @Override
    public int length() {
        return discipline.waiting() + (isBusy() ? 1 : 0);
    }

    @Override
    public int places() {
        return path.queue();
    }

    @Override
    public double waitedNs() {
        return waitedNs;
    }

    @Override
    public long takeLeastWaitNs() {
        long least = leastWaitNs;
        leastWaitNs = Actor.NEVER;
        return least;
    }
}
