package io.squall.run;

import io.squall.boundary.Boundary;
import io.squall.boundary.relay.Relay;
import io.squall.boundary.relay.Route;
import io.squall.guard.Permit;
import io.squall.plane.ControlPlane;
import io.squall.plane.netty.PlaneServers;
import io.squall.plane.netty.StandIn;
import io.squall.record.Lateness;
import io.squall.record.Percentiles;
import io.squall.record.SelfHealth;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import io.squall.scenario.Transport;
import io.squall.socket.Fault;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.time.SystemClock;
import io.squall.wire.Wire;
import io.squall.wire.kernel.FrameWire;
import io.squall.wire.kernel.KernelException;
import io.squall.wire.kernel.KernelLane;
import io.squall.wire.kernel.Measured;
import io.squall.wire.netty.DatagramWire;
import io.squall.wire.netty.HttpWire;
import io.squall.wire.netty.TcpWire;
import io.squall.wire.netty.VolleyWire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The plane, the relay and the wires of a run, on loopback sockets. */
final class Loopback implements Ensemble.Wires, AutoCloseable {
    private static final int RECEIPTS = 1 << 16;
    /** Nobody else listens in a namespace of one's own. */
    private static final int FRAME_PORTS = 4000;

    private final Scenario scenario;
    private final Permit permit;
    private final ControlPlane controlPlane;
    private final @Nullable ReceiptQueue[] receipts;
    private final Boundary boundary;
    private final SocketLoop planeLoop;
    private final SocketLoop relayLoop;
    private final SocketLoop[] clientLoops;
    private final PlaneServers plane;
    private final Relay relay;
    private final SystemClock clock;
    private final @Nullable KernelLane kernelLane;
    private volatile List<SelfHealth.Frames> frames = List.of();
    private volatile List<String> incidents = List.of();

    /** @param firstPort the relay listens at this port for the first class, at the next for the second …; 0 lets the kernel choose */
    Loopback(Scenario scenario, Permit granted, SystemClock clock, int firstPort, Passage passage) {
        this.scenario = scenario;
        this.clock = clock;
        kernelLane = scenario.storms().stream().anyMatch(StormSpec::byKernel)
                ? orRefuse(() -> KernelLane.open(granted, scenario.classes().size()))
                : null;
        permit = kernelLane == null ? granted : kernelLane.permit();
        int classes = scenario.classes().size() - 1;
        controlPlane = new ControlPlane(scenario);
        receipts = new @Nullable ReceiptQueue[classes];
        planeLoop = new SocketLoop(clock);
        relayLoop = new SocketLoop(clock);
        // All storms share the shard's thread; each probe has its own.
        clientLoops = new SocketLoop[classes];
        SocketLoop shard = new SocketLoop(clock);
        int storms = scenario.storms().size();
        for (int c = 0; c < classes; c++) {
            clientLoops[c] = c < storms ? shard : new SocketLoop(clock);
        }
        List<StandIn> standIns = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            standIns.add(standIn(c));
        }
        Lateness planeLateness = passage.plane();
        plane = new PlaneServers(
                planeLoop,
                controlPlane,
                passage.mail().plane(),
                standIns,
                (due, late) -> planeLateness.record(due + late, late));
        List<Route> routes = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            Route.Protocol protocol =
                    switch (transport(c)) {
                        case TCP, HTTP -> Route.Protocol.TCP;
                        case DNS -> Route.Protocol.UDP;
                        case PUSH -> Route.Protocol.PUSH;
                    };
            routes.add(new Route(
                    permit, protocol, inlet(c, firstPort), plane.address(c), scenario.traffic(c), controlPlane::delay));
        }
        Lateness relayLateness = passage.relay();
        boundary = passage.boundary();
        relay = new Relay(
                relayLoop,
                boundary,
                passage.mail().boundary(),
                routes,
                (due, late) -> relayLateness.record(due + late, late));
    }

    private boolean byKernel(int trafficClass) {
        return trafficClass < scenario.storms().size()
                && scenario.storms().get(trafficClass).byKernel();
    }

    private static <T> T orRefuse(Supplier<T> kernel) {
        try {
            return kernel.get();
        } catch (KernelException e) {
            throw new HostException(e.getMessage() + ". Without `wire: kernel` the storm leaves by sockets", e);
        }
    }

    private Route.Inlet inlet(int trafficClass, int firstPort) {
        return byKernel(trafficClass) && kernelLane != null
                ? new Route.Inlet(KernelLane.farAddress(FRAME_PORTS + trafficClass), kernelLane.far())
                : Route.Inlet.loopback(firstPort == 0 ? 0 : firstPort + trafficClass);
    }

    /** What passes the relay, and what is noted of it. */
    record Passage(Boundary boundary, Changes.Mailboxes mail, Lateness relay, Lateness plane) {}

    private Transport transport(int trafficClass) {
        return scenario.traffic(trafficClass).transport();
    }

    private StandIn standIn(int trafficClass) {
        String name = scenario.classes().get(trafficClass);
        InetSocketAddress upstream = scenario.upstream().get(name);
        if (upstream != null) {
            permit.check(upstream);
            if (transport(trafficClass).connects()) {
                requireListener(upstream, name);
            }
            return new StandIn.Upstream(upstream);
        }
        return switch (transport(trafficClass)) {
            case HTTP -> new StandIn.Http();
            case TCP -> new StandIn.Exchange();
            case DNS -> new StandIn.Dns();
            case PUSH -> {
                ReceiptQueue queue = new ReceiptQueue(RECEIPTS);
                receipts[trafficClass] = queue;
                yield new StandIn.Sink(queue);
            }
        };
    }

    /** A server that was never there would look like one that the storm has starved. */
    private static void requireListener(InetSocketAddress upstream, String name) {
        try {
            SocketChannel.open(upstream).close();
        } catch (IOException e) {
            throw new HostException(
                    "no server takes connections at " + upstream.getAddress().getHostAddress() + ":"
                            + upstream.getPort() + ", the upstream of " + name + " (" + e.getMessage()
                            + "): start it before the run",
                    e);
        }
    }

    @Override
    public Wire of(int trafficClass) {
        SocketLoop loop = clientLoops[trafficClass];
        int sources = sources(trafficClass);
        var target = relay.address(trafficClass);
        return switch (transport(trafficClass)) {
            case TCP -> new TcpWire(loop, permit, target, sources, close(trafficClass));
            case HTTP ->
                new HttpWire(
                        loop,
                        permit,
                        target,
                        sources,
                        Objects.requireNonNull(scenario.traffic(trafficClass).http()),
                        close(trafficClass));
            case DNS ->
                DatagramWire.dns(
                        loop,
                        permit,
                        target,
                        sources,
                        Objects.requireNonNull(scenario.traffic(trafficClass).query()));
            case PUSH -> {
                ReceiptQueue queue = Objects.requireNonNull(receipts[trafficClass]);
                if (byKernel(trafficClass) && kernelLane != null) {
                    FrameWire.Terms terms = new FrameWire.Terms(clock, scenario.skipAfterNs());
                    yield orRefuse(() -> kernelLane.wire(target, terms, queue));
                }
                // A probe stays independent: a socket and an address for each push under way, and no system call
                // shared.
                yield trafficClass < scenario.storms().size()
                        ? new VolleyWire(loop, permit, target, queue)
                        : DatagramWire.push(loop, permit, target, sources, queue);
            }
        };
    }

    private int sources(int trafficClass) {
        int storms = scenario.storms().size();
        if (trafficClass < storms) {
            return scenario.storms().get(trafficClass).population().sources();
        }
        ProbeSpec probe = scenario.probes().get(trafficClass - storms);
        return Ensemble.terms(scenario, probe).sources();
    }

    private TcpWire.Close close(int trafficClass) {
        int storms = scenario.storms().size();
        boolean fin =
                trafficClass < storms && scenario.storms().get(trafficClass).close() == StormSpec.Close.FIN;
        return fin ? TcpWire.Close.FIN : TcpWire.Close.RST;
    }

    SocketLoop planeLoop() {
        return planeLoop;
    }

    SocketLoop relayLoop() {
        return relayLoop;
    }

    /** The loop of a client class: one for all storms, one for each probe. */
    SocketLoop clientLoop(int trafficClass) {
        return clientLoops[trafficClass];
    }

    PlaneServers plane() {
        return plane;
    }

    Relay relay() {
        return relay;
    }

    /** Attempts of a class that the relay has accepted or received so far. */
    long arrived(int trafficClass) {
        return trafficClass < receipts.length ? relay.arrived(trafficClass) : 0;
    }

    /**
     * Pushes of the storms that neither arrived nor were lost on a device: the kernel's counters take all that one call carries for one.
     * What is inside a device gets the benefit of the doubt, and so does what a plane that has died may not have received.
     *
     * @param sent by class
     */
    long strayed(IntToLongFunction sent) {
        long strayed = 0;
        for (int c = 0; c < scenario.storms().size(); c++) {
            ReceiptQueue queue = receipts[c];
            if (queue != null) {
                long forwarded = relay.arrived(c);
                for (int path = 0; path < boundary.paths(); path++) {
                    forwarded -= boundary.dropped(path, c) + boundary.length(path);
                }
                boolean plane = relay.planeFaults().get(Fault.REFUSED) == 0;
                strayed += Math.max(0, sent.applyAsLong(c) - relay.arrived(c));
                strayed += plane ? Math.max(0, forwarded - queue.received()) : 0;
            }
        }
        return strayed;
    }

    /** Requests that the plane has answered, whoever was still waiting for them. */
    long served() {
        long upstream = 0;
        for (int c = 0; c < receipts.length; c++) {
            upstream += scenario.upstream().containsKey(scenario.classes().get(c)) ? relay.answers(c) : 0;
        }
        return controlPlane.served() + upstream;
    }

    /** Requests that each modelled service has taken. */
    Map<String, Long> taken() {
        return controlPlane.taken();
    }

    private List<SelfHealth.Frames> frames(KernelLane lane) {
        List<SelfHealth.Frames> all = new ArrayList<>();
        for (int c = 0; c < scenario.storms().size(); c++) {
            if (byKernel(c)) {
                Measured m = lane.measured(c);
                Percentiles delay = new Percentiles(
                        m.frames(),
                        m.quantileNs(0.5),
                        m.quantileNs(0.75),
                        m.quantileNs(0.9),
                        m.quantileNs(0.99),
                        m.quantileNs(0.999),
                        m.quantileNs(1),
                        m.meanNs());
                all.add(new SelfHealth.Frames(scenario.storms().get(c).name(), delay));
            }
        }
        return all;
    }

    /** What the kernel lane has measured; known once this is closed. */
    List<SelfHealth.Frames> frames() {
        return frames;
    }

    /** What went wrong in the kernel; known once this is closed. */
    List<String> incidents() {
        return incidents;
    }

    /** By the relay's thread, which is among the last: its sockets and what the kernel runs for the storms. */
    @Override
    public void close() {
        relayLoop.close();
        if (kernelLane != null) {
            frames = frames(kernelLane);
            incidents = kernelLane.incidents();
            kernelLane.close();
        }
    }
}
