package io.squall.socket;

import java.net.InetSocketAddress;

/** A fixed port that somebody else has; the message names it. */
public final class PortBusyException extends NoSocketException {
    private static final long serialVersionUID = 1L;

    PortBusyException(InetSocketAddress address, Throwable cause) {
        super(
                "port " + address.getPort() + " on " + address.getAddress().getHostAddress()
                        + " is in use: stop what listens there, or choose another port",
                cause);
    }
}
