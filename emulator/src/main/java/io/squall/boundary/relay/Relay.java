package io.squall.boundary.relay;

import io.squall.boundary.Boundary;
import io.squall.mailbox.Mailbox;
import io.squall.socket.Faults;
import io.squall.socket.Lateness;
import io.squall.socket.SocketLoop;
import io.squall.time.Actor;
import io.squall.time.Clock;
import java.net.InetSocketAddress;
import java.util.List;

/** The embedded boundary: one listener a class, all in front of the same devices. */
public final class Relay implements Actor {
    /** A plane that has not answered for this long is given up. */
    public static final long PLANE_TIMEOUT_NS = 30_000_000_000L;

    private final Boundary boundary;
    private final Mailbox<Boundary> commands;
    private final Crossing crossing;
    private final Clock clock;
    private final Gate[] gates;
    private final Faults planeFaults = new Faults();
    private final Faults acceptFaults = new Faults();

    /**
     * Opens the listeners.
     *
     * @param loop of the thread that will drive this actor
     * @param commands applied to the boundary behind what is due before them
     * @param routes by class
     * @param forwarded told for each leg how much later than its departure it was forwarded
     * @throws io.squall.socket.PortBusyException if somebody else has a route's port
     */
    public Relay(
            SocketLoop loop, Boundary boundary, Mailbox<Boundary> commands, List<Route> routes, Lateness forwarded) {
        this.boundary = boundary;
        this.commands = commands;
        clock = loop.clock();
        crossing = new Crossing(boundary, clock, forwarded, routes);
        gates = new Gate[routes.size()];
        for (int i = 0; i < gates.length; i++) {
            Route route = routes.get(i);
            gates[i] = switch (route.protocol()) {
                case TCP -> new TcpGate(loop, crossing, i, route, planeFaults, acceptFaults);
                case UDP -> new UdpGate(loop, crossing, i, route, planeFaults);
                case PUSH -> new PushGate(loop, crossing, i, route, planeFaults);
            };
        }
    }

    /** Where clients of a class find the relay. */
    public InetSocketAddress address(int trafficClass) {
        return gates[trafficClass].address();
    }

    @Override
    public int doWork(long nowNs) {
        int work = boundary.nextDepartureNs() <= nowNs ? boundary.poll(nowNs, crossing) : 0;
        work += commands.drainTo(boundary, nowNs);
        work += crossing.turn(nowNs);
        for (Gate gate : gates) {
            work += gate.expire(nowNs);
            gate.flush();
        }
        return work;
    }

    @Override
    public long nextDueNs() {
        if (!commands.isEmpty()) {
            return clock.nowNs();
        }
        long due = Math.min(boundary.nextDepartureNs(), crossing.nextTurnNs());
        for (Gate gate : gates) {
            due = Math.min(due, gate.nextExpiryNs());
        }
        return due;
    }

    /** Requests of a class so far: connections accepted, further requests on them, datagrams. Any thread may ask. */
    public long arrived(int trafficClass) {
        return gates[trafficClass].arrived.get();
    }

    /** Answers which the plane has given to a class so far. Any thread may ask. */
    public long answers(int trafficClass) {
        return crossing.answers(trafficClass);
    }

    /** Requests which the plane did not answer, by kind: refused when it is not there. Any thread may ask. */
    public Faults planeFaults() {
        return planeFaults;
    }

    /** Connections that could not be accepted, by kind. Any thread may ask. */
    public Faults acceptFaults() {
        return acceptFaults;
    }

    /** Exchanges that are not over: 0 when every client and every leg has gone. Any thread may ask. */
    public int activeSlots() {
        return crossing.active();
    }
}
