package io.squall.guard;

import java.net.InetAddress;

/** A network that this run itself has made, and that no packet can leave. A class, so that no lambda can pose as one. */
public abstract class Enclosure {
    /** Whether an address lies inside. */
    public abstract boolean holds(InetAddress address);
}
