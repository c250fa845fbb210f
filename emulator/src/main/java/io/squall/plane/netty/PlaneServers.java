package io.squall.plane.netty;

import io.squall.mailbox.Mailbox;
import io.squall.plane.ControlPlane;
import io.squall.socket.Faults;
import io.squall.socket.Lateness;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import io.squall.time.Actor;
import java.net.InetSocketAddress;
import java.util.List;

/** The servers of all classes: stand-ins at ports that the kernel chooses, or the user's own where they are. */
public final class PlaneServers implements Actor, ControlPlane.Answers {
    private static final InetSocketAddress ANY_PORT = SourceAddress.listener(0);

    private final SocketLoop loop;
    private final ControlPlane plane;
    private final Mailbox<ControlPlane> commands;
    private final Lateness answered;
    private final Server[] servers;
    private final Faults faults = new Faults();

    /**
     * Opens the servers.
     *
     * @param loop of the thread that will drive this actor
     * @param plane decides when and how each request is answered
     * @param commands applied to the plane
     * @param standIns by class
     * @param answered told for each answer how much later than due it was written
     */
    public PlaneServers(
            SocketLoop loop,
            ControlPlane plane,
            Mailbox<ControlPlane> commands,
            List<StandIn> standIns,
            Lateness answered) {
        this.loop = loop;
        this.plane = plane;
        this.commands = commands;
        this.answered = answered;
        servers = new Server[standIns.size()];
        for (int i = 0; i < servers.length; i++) {
            servers[i] = switch (standIns.get(i)) {
                case StandIn.Exchange _ -> new ExchangeServer(loop, ANY_PORT, requests(i), faults);
                case StandIn.Http _ -> new HttpServer(loop, ANY_PORT, requests(i), faults);
                case StandIn.Dns _ -> new DnsServer(loop, ANY_PORT, requests(i));
                case StandIn.Sink sink -> new SinkServer(loop, ANY_PORT, sink.receipts());
                case StandIn.Upstream upstream -> new UpstreamServer(upstream.address());
            };
        }
    }

    public InetSocketAddress address(int trafficClass) {
        return servers[trafficClass].address();
    }

    /** The server of a class dies, and nobody listens at its port from now on. Only on the driving thread. */
    public void kill(int trafficClass) {
        servers[trafficClass].kill();
    }

    /** Connections that could not be accepted, by kind. Any thread may ask. */
    public Faults faults() {
        return faults;
    }

    private Requests requests(int trafficClass) {
        return request -> plane.accept(trafficClass, request, loop.clock().nowNs());
    }

    @Override
    public int doWork(long nowNs) {
        return commands.drainTo(plane, nowNs) + plane.poll(nowNs, this);
    }

    @Override
    public void answered(int trafficClass, long request, boolean good, long dueNs) {
        servers[trafficClass].answered((int) request, good);
        answered.late(dueNs, loop.clock().nowNs() - dueNs);
    }

    @Override
    public void dropped(int trafficClass, long request) {
        servers[trafficClass].dropped((int) request);
    }

    @Override
    public long nextDueNs() {
        return commands.isEmpty() ? plane.nextDueNs() : loop.clock().nowNs();
    }
}
