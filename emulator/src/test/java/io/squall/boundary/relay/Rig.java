package io.squall.boundary.relay;

import static java.util.Objects.requireNonNull;

import io.squall.boundary.Boundary;
import io.squall.guard.Guard;
import io.squall.guard.Permit;
import io.squall.mailbox.Mailbox;
import io.squall.plane.ControlPlane;
import io.squall.plane.netty.PlaneServers;
import io.squall.plane.netty.StandIn;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenes;
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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Relay, plane and wires of three classes on real loopback sockets, all driven by the test's own thread. */
public final class Rig implements AutoCloseable {
    public static final int TCP = 0;
    public static final int DNS = 1;
    public static final int PUSH = 2;

    private static final long PATIENCE_NS = 5_000_000_000L;

    /** What a wire has reported. */
    public record Reported(long attempt, Outcome outcome, long doneNs) {}

    public final Clock clock = new SystemClock(0);
    public final SocketLoop loop;
    public final Permit permit = new Guard().permit(10_000, 1_000, 1_000_000_000L);
    public final ReceiptQueue receipts = new ReceiptQueue(64);
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
        loop = new SocketLoop(sockets, clock);
        Scenario scenario = Scenes.of("""
                paths: { boundary: { capacity: %f/s, queue: %d } }
                plane: { delay: %d ns }
                probes:
                  tcp: { transport: tcp, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
                  dns: { transport: dns, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
                  push: { transport: push, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
                """.formatted(packetsPerSecond, queue, planeDelayNs));
        boundary = new Boundary(scenario);
        plane = new PlaneServers(
                loop,
                new ControlPlane(scenario),
                new Mailbox<>(),
                List.of(new StandIn.Exchange(), new StandIn.Dns(), new StandIn.Sink(receipts)),
                (dueNs, latenessNs) -> {});
        List<Route> routes = List.of(
                new Route(permit, Route.Protocol.TCP, 0, plane.address(TCP)),
                new Route(permit, Route.Protocol.UDP, 0, plane.address(DNS)),
                new Route(permit, Route.Protocol.UDP, 0, plane.address(PUSH)));
        relay = new Relay(loop, boundary, commands, routes, (departureNs, latenessNs) -> forwarded++);
        actors = Actors.of(relay, plane);
    }

    public InetSocketAddress relayAddress(int trafficClass) {
        return relay.address(trafficClass);
    }

    public <W extends Wire> W with(W used) {
        wire = used;
        return used;
    }

    public boolean send(long attempt) {
        return requireNonNull(wire).send(attempt, clock.nowNs());
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
