package io.squall.plane.netty;

import io.squall.time.Actor;
import java.net.InetSocketAddress;

/** The user's own server: it answers by itself, and nothing here can end it. */
record UpstreamServer(InetSocketAddress address) implements Server {
    @Override
    public int poll(long nowNs) {
        return 0;
    }

    @Override
    public long nextDueNs() {
        return Actor.NEVER;
    }

    @Override
    public void kill() {
        throw new IllegalStateException("the server at " + address + " is not Squall's to kill");
    }
}
