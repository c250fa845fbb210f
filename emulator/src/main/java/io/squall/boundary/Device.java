package io.squall.boundary;

import io.squall.scenario.Path;

/**
 * A box of finite capacity in the path of both directions, in two phases: {@link #offer} takes or refuses a packet;
 * {@link #poll} hands out what has been served since.
 *
 * <p>A packet is an opaque {@code long}. The caller polls before it offers at the same instant, so that a place which is
 * free at that instant is seen as free.
 */
public interface Device {
    /**
     * The device that a path describes.
     *
     * @param preferredClasses bit c is set if class c goes first, for strict priority
     * @param random state of the stream from which service times or survival are drawn, see {@link io.squall.load.Seed#stream}
     */
    static Device of(Path path, long preferredClasses, long random) {
        return path.discipline() instanceof Path.Discipline.Fluid
                ? new FluidDevice(path.capacity(), random)
                : new QueueDevice(path, preferredClasses, random);
    }

    /** What became of an offered packet. */
    enum Admission {
        QUEUED,
        /** Full, and silent about it: the sender learns it from its own timer. */
        DROPPED,
        /** Full, and the sender is told at once. */
        REJECTED
    }

    Admission offer(long packet, int trafficClass, int bytes, long nowNs);

    /** @return how many packets left, served or dropped */
    int poll(long nowNs, Packets packets);

    /** The next instant at which {@link #poll} would hand something out, or {@link io.squall.time.Actor#NEVER}. */
    long nextDepartureNs();

    /**
     * Takes on another description. A capacity takes effect for the next packet to enter service; rate 0 is an outage: what is in
     * service completes, the rest waits. What waits finds its place under the new rules, or is dropped.
     */
    void change(Path path, long preferredClasses, long nowNs, Packets packets);

    /** Packets inside, the one in service included. */
    int length();

    /** Places, the one in service included. */
    int places();

    /** The waits for service of all packets served so far, added up. */
    default double waitedNs() {
        return 0;
    }

    /** The shortest time that a packet which departed since the last call had waited for service; NEVER if none departed. */
    long takeLeastWaitNs();
}
