package io.squall.boundary.relay;

import io.squall.boundary.Boundary;
import io.squall.boundary.Device.Admission;
import io.squall.boundary.Packets;
import io.squall.load.Seed;
import io.squall.socket.Count;
import io.squall.socket.Lateness;
import io.squall.socket.Slots;
import io.squall.time.Clock;
import io.squall.time.DueQueue;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Gives parcels to the boundary as packets and gets them back: a packet is the number of the parcel's slot and of its leg. An attempt
 * of more legs than two goes to and fro through the boundary before it asks the plane, as its handshakes would:
 *
 * <pre>
 *     leg 0 ─► delay ─► leg 1 ─► delay ─► leg 2 ─► departed: asks the plane … answer ─► leg 3: departed ─► delay ─► leg 4
 * </pre>
 *
 * <p>The clock is read anew for every packet, since one turn may handle many.
 */
final class Crossing implements Packets {
    private static final int LEG_BITS = 4;
    private static final int LEG_MASK = (1 << LEG_BITS) - 1;

    private final Boundary boundary;
    private final Clock clock;
    private final Lateness forwarded;
    private final Slots<Parcel> slots = new Slots<>(1024);
    private final DueQueue turns = new DueQueue(256);
    private final Route[] routes;
    private final Count[] answers;
    private int[] trafficClass = new int[1024];
    private int[] source = new int[1024];
    private long[] flow = new long[1024];
    private long random;
    private volatile int active;

    Crossing(Boundary boundary, Clock clock, Lateness forwarded, List<Route> routes) {
        this.boundary = boundary;
        this.clock = clock;
        this.forwarded = forwarded;
        this.routes = routes.toArray(Route[]::new);
        answers = Stream.generate(Count::new).limit(routes.size()).toArray(Count[]::new);
    }

    int take(Parcel parcel) {
        int slot = slots.add(parcel);
        active = slots.size();
        if (slot >= flow.length) {
            trafficClass = Arrays.copyOf(trafficClass, 2 * slot);
            source = Arrays.copyOf(source, 2 * slot);
            flow = Arrays.copyOf(flow, 2 * slot);
        }
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

    /** Offers a parcel on its way there or back at this very instant, behind all that is due to depart by then. */
    Admission offer(int slot, int ofClass, boolean returning, int ofSource, long ofFlow) {
        trafficClass[slot] = ofClass;
        source[slot] = ofSource;
        flow[slot] = ofFlow;
        if (returning) {
            answers[ofClass].increment();
        }
        return offer(slot, returning ? routes[ofClass].asking() + 1 : 0);
    }

    private Admission offer(int slot, int leg) {
        long nowNs = clock.nowNs();
        boundary.poll(nowNs, this);
        return boundary.offer((long) slot << LEG_BITS | leg, trafficClass[slot], source[slot], flow[slot], leg, nowNs);
    }

    /** Sends on what has turned. */
    int turn(long nowNs) {
        int turned = 0;
        while (turns.nextDueNs() <= nowNs) {
            long packet = turns.poll();
            Admission admission = offer((int) (packet >> LEG_BITS), (int) packet & LEG_MASK);
            if (admission != Admission.QUEUED) {
                parcel(packet).refused(isReturning(packet), admission);
            }
            turned++;
        }
        return turned;
    }

    long nextTurnNs() {
        return turns.nextDueNs();
    }

    @Override
    public void departed(long packet, int ofClass, long departureNs) {
        int leg = (int) packet & LEG_MASK;
        Route route = routes[ofClass];
        if (leg < route.asking()) {
            turnLater(packet + 1, route, departureNs);
        } else {
            boolean returning = isReturning(packet);
            if (returning && leg + 1 < route.traffic().legs()) {
                follow((int) (packet >> LEG_BITS), leg + 1, route, departureNs);
            }
            parcel(packet).departed(returning);
        }
        forwarded.late(departureNs, clock.nowNs() - departureNs);
    }

    private void turnLater(long packet, Route route, long departureNs) {
        random = Seed.next(random);
        turns.add(departureNs + route.turn().get().sampleNs(Seed.unit(random)), packet);
    }

    /** The last packet of an attempt with an odd number: it costs, and decides nothing. */
    private void follow(int slot, int leg, Route route, long departureNs) {
        Follower follower = new Follower();
        int own = take(follower);
        follower.slot = own;
        trafficClass[own] = trafficClass[slot];
        source[own] = source[slot];
        flow[own] = flow[slot];
        turnLater((long) own << LEG_BITS | leg, route, departureNs);
    }

    private final class Follower implements Parcel {
        private int slot;

        @Override
        public void departed(boolean returning) {
            release(slot);
        }

        @Override
        public void lost(boolean returning) {
            release(slot);
        }
    }

    @Override
    public void dropped(long packet, int ofClass, long droppedNs) {
        parcel(packet).lost(isReturning(packet));
    }

    private static boolean isReturning(long packet) {
        return (packet & 1) != 0;
    }

    private Parcel parcel(long packet) {
        return Objects.requireNonNull(slots.get((int) (packet >> LEG_BITS)), "a packet outlived its slot");
    }
}
