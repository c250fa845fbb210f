package io.squall.journal.pcap;

/** What a frame is to a storm. Every frame is of one kind. */
public enum PacketKind {
    CONNECTION_ATTEMPT("connection attempts (SYN)"),
    CONNECTION_ANSWER("answers to them (SYN-ACK)"),
    CONNECTION_REFUSAL("refusals (RST)"),
    QUERY("DNS queries"),
    RESPONSE("DNS responses"),
    DATAGRAM("other UDP datagrams of clients"),
    REPLY("UDP datagrams back to them"),
    STRAY("answers to nothing in this capture"),
    SEGMENT("other TCP segments"),
    MULTICAST("multicast and broadcast"),
    FRAGMENT("fragments but the first"),
    ICMP("ICMP"),
    ARP("ARP"),
    OTHER_TRANSPORT("other transports"),
    OTHER_NETWORK("no IP"),
    UNKNOWN_LINK("link types unknown here"),
    CUT("cut before what matters (snap length)"),
    MALFORMED("malformed headers");

    private final String text;

    PacketKind(String text) {
        this.text = text;
    }

    /** As a summary says it, in the plural. */
    public String text() {
        return text;
    }
}
