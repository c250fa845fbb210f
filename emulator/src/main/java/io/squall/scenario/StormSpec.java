package io.squall.scenario;

/**
 * An intended load.
 *
 * @param name its traffic class
 * @param path name of the path it takes at the start
 */
public record StormSpec(
        String name, Transport transport, String path, Population population, Behaviour behaviour, Close close) {
    /** How a client leaves a TCP connection: RST leaves no TIME_WAIT behind (RFC 9293 §3.6), FIN does. */
    public enum Close {
        RST,
        FIN
    }
}
