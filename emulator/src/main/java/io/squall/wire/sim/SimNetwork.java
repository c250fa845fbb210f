package io.squall.wire.sim;

import io.squall.boundary.Boundary;
import io.squall.boundary.Device.Admission;
import io.squall.boundary.Packets;
import io.squall.mailbox.Mailbox;
import io.squall.plane.Service;
import io.squall.time.Actor;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.Wire;
import org.jspecify.annotations.Nullable;

/** The boundary and the plane in virtual time: takes packets from its wires and returns outcomes to them. */
public final class SimNetwork implements Actor, Packets, Service.Answers {
    private final Boundary boundary;
    private final Mailbox<Boundary> commands;
    private final @Nullable Service[] services;
    private final SimWire[] wires;
    private final long[] arrived;
    private long nowNs;

    /** @param services by class; null for a one-way class, whose single leg ends in a sink with receipts */
    public SimNetwork(Boundary boundary, Mailbox<Boundary> commands, @Nullable Service[] services) {
        this.boundary = boundary;
        this.commands = commands;
        this.services = services.clone();
        arrived = new long[services.length];
        wires = new SimWire[services.length];
        for (int i = 0; i < wires.length; i++) {
            wires[i] = new SimWire(this);
        }
    }

    public Wire wire(int trafficClass) {
        return wires[trafficClass];
    }

    /** Attempts of a class that have come to the boundary so far. */
    public long arrived(int trafficClass) {
        return arrived[trafficClass];
    }

    void send(long attempt, long nowNs) {
        advanceTo(nowNs);
        arrived[Attempt.trafficClass(attempt)]++;
        offer(attempt);
    }

    @Override
    public int doWork(long nowNs) {
        int work = advanceTo(nowNs);
        // A command takes effect behind what was due before it.
        return work + commands.drainTo(boundary, nowNs);
    }

    /** Departures before answers: a place that falls free at this instant is free for the packet that comes at it. */
    private int advanceTo(long untilNs) {
        int work = 0;
        nowNs = untilNs;
        if (boundary.nextDepartureNs() <= untilNs) {
            work += boundary.poll(untilNs, this);
        }
        for (Service service : services) {
            if (service != null && service.nextDueNs() <= untilNs) {
                work += service.poll(untilNs, this);
            }
        }
        return work;
    }

    @Override
    public long nextDueNs() {
        if (!commands.isEmpty()) {
            return nowNs;
        }
        long due = boundary.nextDepartureNs();
        for (Service service : services) {
            if (service != null) {
                due = Math.min(due, service.nextDueNs());
            }
        }
        return due;
    }

    @Override
    public void departed(long packet, int trafficClass, long departureNs) {
        Service service = services[trafficClass];
        if (service == null || Attempt.isReturning(packet)) {
            wires[trafficClass].deliver(Attempt.ofPacket(packet), Outcome.ANSWERED, departureNs);
        } else {
            service.accept(packet, departureNs);
        }
    }

    @Override
    public void dropped(long packet, int trafficClass, long droppedNs) {
        // Silence: the sender's timer finds out.
    }

    @Override
    public void answered(long request, long dueNs) {
        offer(Attempt.returning(request));
    }

    private void offer(long packet) {
        int trafficClass = Attempt.trafficClass(packet);
        Admission admission = boundary.offer(packet, trafficClass, Attempt.source(packet), nowNs);
        if (admission == Admission.REJECTED) {
            wires[trafficClass].deliver(Attempt.ofPacket(packet), Outcome.REFUSED, nowNs);
        }
    }
}
