package io.squall.plane.netty;

import java.net.InetSocketAddress;

/** The user's own server: it answers by itself, and nothing here can end it. */
record UpstreamServer(InetSocketAddress address) implements Server {
    @Override
    public void answered(int request, boolean good) {
        throw new IllegalStateException("the server at " + address + " answers by itself");
    }

    @Override
    public void kill() {
        throw new IllegalStateException("the server at " + address + " is not Squall's to kill");
    }
}
