package io.squall.scenario;

import org.jspecify.annotations.Nullable;

/**
 * What an attempt of a class is made of, and which way it goes.
 *
 * @param name of the class
 * @param path name of the path it takes at the start
 * @param service name of the plane's service that it asks; null if it is answered after the plane's delay alone
 * @param legs modelled packets of an attempt, alternately to the plane and back
 * @param requestBytes of each packet to the plane, headers included
 * @param responseBytes of each packet back
 * @param freshPorts whether every attempt has a source port, and so a flow, of its own
 * @param http what it asks for; null unless its transport is HTTP
 * @param query the name whose address it asks for; null unless its transport is DNS
 */
public record Traffic(
        String name,
        Transport transport,
        String path,
        @Nullable String service,
        int legs,
        int requestBytes,
        int responseBytes,
        boolean freshPorts,
        @Nullable Http http,
        @Nullable String query) {
    private static final int BYTES = 64;
    private static final String QUERY = "control.plane.internal";

    /** A class with what is usual for its transport. */
    public static Traffic of(String name, Transport transport, String path) {
        @Nullable Http http = transport == Transport.HTTP ? new Http("/", null, false) : null;
        return new Traffic(
                name,
                transport,
                path,
                null,
                transport.legs(),
                BYTES,
                BYTES,
                transport != Transport.PUSH,
                http,
                transport == Transport.DNS ? QUERY : null);
    }

    /** The same on another path. */
    public Traffic on(String otherPath) {
        return new Traffic(
                name, transport, otherPath, service, legs, requestBytes, responseBytes, freshPorts, http, query);
    }
}
