package io.squall.scenario;

/** An intended load. */
public record StormSpec(Traffic traffic, Population population, Behaviour behaviour, Close close, Lane lane) {
    /** What a storm leaves this host by. */
    public enum Lane {
        SOCKETS,
        /** Frames that are emitted inside the kernel, in network namespaces of the run's own. */
        KERNEL
    }

    /** How a client leaves a TCP connection: RST leaves no TIME_WAIT behind (RFC 9293 §3.6), FIN does. */
    public enum Close {
        RST,
        FIN
    }

    /** Whether the kernel emits its frames. */
    public boolean byKernel() {
        return lane == Lane.KERNEL;
    }

    public String name() {
        return traffic.name();
    }

    public Transport transport() {
        return traffic.transport();
    }

    public String path() {
        return traffic.path();
    }
}
