package io.squall.scenario;

import org.jspecify.annotations.Nullable;

/**
 * An intended load.
 *
 * @param name its traffic class
 * @param path name of the path it takes at the start
 * @param http what it asks for; null unless its transport is HTTP
 */
public record StormSpec(
        String name,
        Transport transport,
        String path,
        Population population,
        Behaviour behaviour,
        Close close,
        @Nullable Http http) {
    /** How a client leaves a TCP connection: RST leaves no TIME_WAIT behind (RFC 9293 §3.6), FIN does. */
    public enum Close {
        RST,
        FIN
    }
}
