package io.squall.plane.netty;

import io.squall.socket.Faults;
import io.squall.socket.Lateness;
import io.squall.socket.SocketLoop;
import io.squall.socket.SourceAddress;
import io.squall.time.Actor;
import java.net.InetSocketAddress;
import java.util.List;

/** The servers of all classes: stand-ins at ports that the kernel chooses, or the user's own where they are. */
public final class PlaneServers implements Actor {
    private static final InetSocketAddress ANY_PORT = SourceAddress.listener(0);

    private final Server[] servers;
    private final Faults faults = new Faults();

    /**
     * Opens the servers.
     *
     * @param loop of the thread that will drive this actor
     * @param standIns by class
     * @param answered told for each answer how much later than due it was written
     */
    public PlaneServers(SocketLoop loop, List<StandIn> standIns, Lateness answered) {
        servers = new Server[standIns.size()];
        for (int i = 0; i < servers.length; i++) {
            servers[i] = switch (standIns.get(i)) {
                case StandIn.Exchange exchange ->
                    new ExchangeServer(loop, ANY_PORT, exchange.service(), faults, answered);
                case StandIn.Http http -> new HttpServer(loop, ANY_PORT, http.service(), faults, answered);
                case StandIn.Dns dns -> new DnsServer(loop, ANY_PORT, dns.service(), answered);
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

    @Override
    public int doWork(long nowNs) {
        int work = 0;
        for (Server server : servers) {
            work += server.poll(nowNs);
        }
        return work;
    }

    @Override
    public long nextDueNs() {
        long due = NEVER;
        for (Server server : servers) {
            due = Math.min(due, server.nextDueNs());
        }
        return due;
    }
}
