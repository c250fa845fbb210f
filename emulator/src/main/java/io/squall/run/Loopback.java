package io.squall.run;

import io.squall.boundary.Boundary;
import io.squall.boundary.relay.Relay;
import io.squall.boundary.relay.Route;
import io.squall.guard.Permit;
import io.squall.mailbox.Mailbox;
import io.squall.plane.Service;
import io.squall.plane.netty.PlaneServers;
import io.squall.plane.netty.StandIn;
import io.squall.record.Lateness;
import io.squall.scenario.Http;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import io.squall.scenario.Transport;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.time.Clock;
import io.squall.wire.Wire;
import io.squall.wire.netty.DatagramWire;
import io.squall.wire.netty.HttpWire;
import io.squall.wire.netty.TcpWire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The plane, the relay and the wires of a run, on loopback sockets. */
final class Loopback implements Ensemble.Wires {
    private static final int RECEIPTS = 1 << 14;
    private static final String DNS_NAME = "control.plane.internal";

    private final Scenario scenario;
    private final Permit permit;
    private final @Nullable Service[] services;
    private final @Nullable ReceiptQueue[] receipts;
    private final SocketLoop planeLoop;
    private final SocketLoop relayLoop;
    private final SocketLoop[] clientLoops;
    private final PlaneServers plane;
    private final Relay relay;

    /** @param firstPort the relay listens at this port for the first class, at the next for the second …; 0 lets the kernel choose */
    Loopback(Scenario scenario, Permit permit, Clock clock, int firstPort, Passage passage) {
        this.scenario = scenario;
        this.permit = permit;
        int classes = scenario.classes().size() - 1;
        services = Ensemble.services(scenario);
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
        plane = new PlaneServers(planeLoop, standIns, (due, late) -> planeLateness.record(due + late, late));
        List<Route> routes = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            Route.Protocol protocol = transport(c).connects() ? Route.Protocol.TCP : Route.Protocol.UDP;
            int port = firstPort == 0 ? 0 : firstPort + c;
            routes.add(new Route(permit, protocol, port, plane.address(c)));
        }
        Lateness relayLateness = passage.relay();
        relay = new Relay(
                relayLoop,
                passage.boundary(),
                passage.commands(),
                routes,
                (due, late) -> relayLateness.record(due + late, late));
    }

    /** What passes the relay, and what is noted of it. */
    record Passage(Boundary boundary, Mailbox<Boundary> commands, Lateness relay, Lateness plane) {}

    private Transport transport(int trafficClass) {
        return Objects.requireNonNull(Ensemble.transport(scenario, trafficClass));
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
            case HTTP -> new StandIn.Http(Objects.requireNonNull(services[trafficClass]));
            case TCP -> new StandIn.Exchange(Objects.requireNonNull(services[trafficClass]));
            case DNS -> new StandIn.Dns(Objects.requireNonNull(services[trafficClass]));
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
            case HTTP -> new HttpWire(loop, permit, target, sources, http(trafficClass), close(trafficClass));
            case DNS -> DatagramWire.dns(loop, permit, target, sources, DNS_NAME);
            case PUSH -> DatagramWire.push(loop, permit, target, sources, receipts[trafficClass]);
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

    private Http http(int trafficClass) {
        int storms = scenario.storms().size();
        return Objects.requireNonNull(
                trafficClass < storms
                        ? scenario.storms().get(trafficClass).http()
                        : scenario.probes().get(trafficClass - storms).http());
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

    /** Requests that the plane has answered, whoever was still waiting for them. */
    long served() {
        long upstream = 0;
        for (int c = 0; c < receipts.length; c++) {
            upstream += scenario.upstream().containsKey(scenario.classes().get(c)) ? relay.answers(c) : 0;
        }
        return SimulatedRun.served(services) + upstream;
    }
}
