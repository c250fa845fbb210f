package io.squall.boundary.relay;

import static java.util.Objects.requireNonNull;

import io.squall.boundary.Boundary;
import io.squall.guard.Guard;
import io.squall.guard.Permit;
import io.squall.load.Spread;
import io.squall.mailbox.Mailbox;
import io.squall.plane.ControlPlane;
import io.squall.plane.netty.PlaneServers;
import io.squall.plane.netty.StandIn;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenes;
import io.squall.scenario.Traffic;
import io.squall.scenario.Transport;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.socket.Sockets;
import io.squall.time.Actor;
import io.squall.time.Actors;
import io.squall.time.Clock;
import io.squall.time.SystemClock;
import io.squall.wire.Outcome;
import io.squall.wire.Wire;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Relay, plane and wires of four classes on real loopback sockets, all driven by the test's own thread. */
public final class Rig implements AutoCloseable {
    public static final int TCP = 0;
    public static final int DNS = 1;
    public static final int PUSH = 2;
    public static final int HTTP = 3;

    private static final long PATIENCE_NS = 5_000_000_000L;

    /** What a wire has reported. */
    public record Reported(long attempt, Outcome outcome, long doneNs) {}

    public final Clock clock = new SystemClock(0);
    public final SocketLoop loop;
    public final Permit permit = new Guard().permit(10_000, 1_000, 1_000_000_000L);
    public final ReceiptQueue receipts = new ReceiptQueue(1024);
    public final PlaneServers plane;
    public final Mailbox<Boundary> commands = new Mailbox<>();
    public final Boundary boundary;
    public final Relay relay;
    public final List<Reported> outcomes = new ArrayList<>();
    public long forwarded;

    private final Actor actors;
    private @Nullable Wire wire;

    /** A device so fast, and a plane so slow, as given. */
    public Rig(Sockets sockets, double packetsPerSecond, int queue, long planeDelayNs) {
        this(sockets, packetsPerSecond, queue, planeDelayNs, Map.of());
    }

    /** The same, with other servers in the place of stand-ins. */
    public Rig(
            Sockets sockets,
            double packetsPerSecond,
            int queue,
            long planeDelayNs,
            Map<Integer, InetSocketAddress> upstream) {
        loop = new SocketLoop(sockets, clock);
        Scenario scenario = Scenes.of("""
                paths: { boundary: { capacity: %f/s, queue: %d } }
                plane: { delay: %d ns }
                probes:
                  tcp: { transport: tcp, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
                  dns: { transport: dns, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
                  push: { transport: push, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
                  http: { transport: http, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
                """.formatted(packetsPerSecond == 0 ? 1 : packetsPerSecond, queue, planeDelayNs));
        boundary = new Boundary(scenario);
        if (packetsPerSecond == 0) {
            boundary.change(0, Scenes.path("capacity: 0/s, queue: " + queue), 0);
        }
        List<StandIn> servers = new ArrayList<>(
                List.of(new StandIn.Exchange(), new StandIn.Dns(), new StandIn.Sink(receipts), new StandIn.Http()));
        upstream.forEach((trafficClass, address) -> servers.set(trafficClass, new StandIn.Upstream(address)));
        plane = new PlaneServers(loop, new ControlPlane(scenario), new Mailbox<>(), servers, (dueNs, latenessNs) -> {});
        List<Route> routes = List.of(
                route(scenario, TCP, Route.Protocol.TCP),
                route(scenario, DNS, Route.Protocol.UDP),
                route(scenario, PUSH, Route.Protocol.PUSH),
                route(scenario, HTTP, Route.Protocol.TCP));
        relay = new Relay(loop, boundary, commands, routes, (departureNs, latenessNs) -> forwarded++);
        actors = Actors.of(relay, plane);
    }

    /** To a server elsewhere. */
    Route route(Route.Protocol protocol, int port, InetSocketAddress elsewhere) {
        return new Route(
                permit,
                protocol,
                Route.Inlet.loopback(port),
                elsewhere,
                Traffic.of("elsewhere", Transport.TCP, "boundary"),
                () -> new Spread.Fixed(0));
    }

    private Route route(Scenario scenario, int trafficClass, Route.Protocol protocol) {
        return new Route(
                permit,
                protocol,
                Route.Inlet.loopback(0),
                plane.address(trafficClass),
                scenario.traffic(trafficClass),
                () -> scenario.plane().delay());
    }

    public InetSocketAddress relayAddress(int trafficClass) {
        return relay.address(trafficClass);
    }

    public <W extends Wire> W with(W used) {
        wire = used;
        return used;
    }

    public boolean send(long attempt) {
        return requireNonNull(wire).send(attempt, clock.nowNs(), clock.nowNs());
    }

    /** Turns until the condition holds. */
    public void until(String what, BooleanSupplier condition) {
        long deadlineNs = clock.nowNs() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (clock.nowNs() > deadlineNs) {
                throw new AssertionError("waited in vain for " + what);
            }
            turn();
        }
    }

    /** Turns for a while. */
    public void during(long ns) {
        long endNs = clock.nowNs() + ns;
        while (clock.nowNs() < endNs) {
            turn();
        }
    }

    private void turn() {
        long nowNs = clock.nowNs();
        int work = actors.doWork(nowNs);
        if (wire != null) {
            work += wire.poll(
                    nowNs, (attempt, outcome, doneNs) -> outcomes.add(new Reported(attempt, outcome, doneNs)));
        }
        loop.idle(work > 0 ? 0 : Math.min(actors.nextDueNs() - clock.nowNs(), 100_000));
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.close();
        }
        loop.close();
    }
}
