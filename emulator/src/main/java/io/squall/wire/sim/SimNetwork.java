package io.squall.wire.sim;

import io.squall.boundary.Boundary;
import io.squall.boundary.Device.Admission;
import io.squall.boundary.Packets;
import io.squall.load.Seed;
import io.squall.mailbox.Mailbox;
import io.squall.plane.ControlPlane;
import io.squall.scenario.Scenario;
import io.squall.time.Actor;
import io.squall.time.DueQueue;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.Wire;

/**
 * The boundary and the plane in virtual time: takes packets from its wires and returns outcomes to them.
 *
 * <pre>
 *     leg 0 ─► delay ─► leg 1 ─► delay ─► leg 2 ─► plane ─► leg 3: answered ─► delay ─► leg 4
 * </pre>
 */
public final class SimNetwork implements Actor, Packets, ControlPlane.Answers {
    private final Boundary boundary;
    private final Mailbox<Boundary> commands;
    private final ControlPlane plane;
    private final Mailbox<ControlPlane> planeCommands;
    private final SimWire[] wires;
    private final long[] arrived;
    private final int[] legs;
    private final boolean[] freshPorts;
    private final DueQueue turns = new DueQueue(256);
    private long random;
    private long nowNs;
    private long delivered;

    public SimNetwork(
            Scenario scenario,
            Boundary boundary,
            Mailbox<Boundary> commands,
            ControlPlane plane,
            Mailbox<ControlPlane> planeCommands) {
        this.boundary = boundary;
        this.commands = commands;
        this.plane = plane;
        this.planeCommands = planeCommands;
        random = scenario.seed().stream("turns", 0);
        int classes = scenario.trafficClasses();
        arrived = new long[classes + 1];
        wires = new SimWire[classes];
        legs = new int[classes];
        freshPorts = new boolean[classes];
        for (int i = 0; i < classes; i++) {
            wires[i] = new SimWire(this);
            legs[i] = scenario.traffic(i).legs();
            freshPorts[i] = scenario.traffic(i).freshPorts();
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
        offer(attempt, nowNs);
    }

    /** The classes for which outcomes have come since the last call: bit c for class c. */
    public long takeDelivered() {
        long classes = delivered;
        delivered = 0;
        return classes;
    }

    private void deliver(long attempt, Outcome outcome, long doneNs) {
        int trafficClass = Attempt.trafficClass(attempt);
        delivered |= 1L << trafficClass;
        wires[trafficClass].deliver(attempt, outcome, doneNs);
    }

    @Override
    public int doWork(long nowNs) {
        int work = advanceTo(nowNs);
        // A command takes effect behind what was due before it.
        return work + commands.drainTo(boundary, nowNs) + planeCommands.drainTo(plane, nowNs);
    }

    /**
     * All that is due by now, for whoever knows that no command has come. Departures before answers: a place that falls free at this
     * instant is free for the packet that comes at it.
     */
    public int advanceTo(long untilNs) {
        int work = 0;
        nowNs = untilNs;
        if (boundary.nextDepartureNs() <= untilNs) {
            work += boundary.poll(untilNs, this);
        }
        if (plane.nextDueNs() <= untilNs) {
            work += plane.poll(untilNs, this);
        }
        while (turns.nextDueNs() <= untilNs) {
            offer(turns.poll(), untilNs);
            work++;
        }
        return work;
    }

    @Override
    public long nextDueNs() {
        if (!commands.isEmpty() || !planeCommands.isEmpty()) {
            return nowNs;
        }
        return nextEventNs();
    }

    /** When a packet or an answer is due next. */
    public long nextEventNs() {
        return Math.min(boundary.nextDepartureNs(), Math.min(plane.nextDueNs(), turns.nextDueNs()));
    }

    @Override
    public void departed(long packet, int trafficClass, long departureNs) {
        int leg = Attempt.leg(packet);
        int all = legs[trafficClass];
        // The last packet to the plane that can still be answered asks for the answer.
        int asking = (all - 2) & ~1;
        if (all == 1 || leg == asking + 1) {
            Outcome outcome = Attempt.isBad(packet) ? Outcome.ERROR : Outcome.ANSWERED;
            deliver(Attempt.ofPacket(packet), outcome, departureNs);
        }
        if (all > 1 && leg == asking) {
            plane.accept(trafficClass, packet, departureNs);
        } else if (leg + 1 < all) {
            random = Seed.next(random);
            long dueNs = departureNs + plane.delay().sampleNs(Seed.unit(random));
            turns.add(dueNs, Attempt.leg(packet, leg + 1));
        }
    }

    @Override
    public void dropped(long packet, int trafficClass, long droppedNs) {
        // Silence: the sender's timer finds out.
    }

    @Override
    public void answered(int trafficClass, long request, boolean good, long dueNs) {
        long answer = Attempt.leg(request, Attempt.leg(request) + 1);
        offer(good ? answer : Attempt.bad(answer), nowNs);
    }

    private void offer(long packet, long atNs) {
        int trafficClass = Attempt.trafficClass(packet);
        int source = Attempt.source(packet);
        long flow = freshPorts[trafficClass] ? Attempt.ofPacket(packet) : Attempt.of(trafficClass, source, 0);
        Admission admission = boundary.offer(packet, trafficClass, source, flow, Attempt.leg(packet), atNs);
        if (admission == Admission.REJECTED) {
            deliver(Attempt.ofPacket(packet), Outcome.REFUSED, atNs);
        }
    }
}
