package io.squall.boundary.relay;

import io.squall.boundary.Boundary;
import io.squall.boundary.Device.Admission;
import io.squall.boundary.Packets;
import io.squall.socket.Count;
import io.squall.socket.Lateness;
import io.squall.socket.Slots;
import io.squall.time.Clock;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Gives parcels to the boundary as packets and gets them back: a packet is the number of the parcel's slot and its direction. The
 * clock is read anew for every packet, since one turn may handle many.
 */
final class Crossing implements Packets {
    private static final long RETURNING = 1;

    private final Boundary boundary;
    private final Clock clock;
    private final Lateness forwarded;
    private final Slots<Parcel> slots = new Slots<>(1024);
    private final Count[] answers;
    private volatile int active;

    Crossing(Boundary boundary, Clock clock, Lateness forwarded, int classes) {
        this.boundary = boundary;
        this.clock = clock;
        this.forwarded = forwarded;
        answers = Stream.generate(Count::new).limit(classes).toArray(Count[]::new);
    }

    int take(Parcel parcel) {
        int slot = slots.add(parcel);
        active = slots.size();
        return slot;
    }

    void release(int slot) {
        slots.remove(slot);
        active = slots.size();
    }

    /** Slots that are taken; any thread may ask. */
    int active() {
        return active;
    }

    /** Answers of the plane to a class so far, however many packets they were; any thread may ask. */
    long answers(int trafficClass) {
        return answers[trafficClass].get();
    }

    /** Offers a leg at this very instant, behind all that is due to depart by then. */
    Admission offer(int trafficClass, int slot, boolean returning, int source, long flow) {
        long nowNs = clock.nowNs();
        boundary.poll(nowNs, this);
        if (returning) {
            answers[trafficClass].increment();
        }
        long packet = (long) slot << 1 | (returning ? RETURNING : 0);
        return boundary.offer(packet, trafficClass, source, flow, returning ? 1 : 0, nowNs);
    }

    @Override
    public void departed(long packet, int trafficClass, long departureNs) {
        parcel(packet).departed(isReturning(packet));
        forwarded.late(departureNs, clock.nowNs() - departureNs);
    }

    @Override
    public void dropped(long packet, int trafficClass, long droppedNs) {
        parcel(packet).lost(isReturning(packet));
    }

    private static boolean isReturning(long packet) {
        return (packet & RETURNING) != 0;
    }

    private Parcel parcel(long packet) {
        return Objects.requireNonNull(slots.get((int) (packet >> 1)), "a packet outlived its slot");
    }
}
