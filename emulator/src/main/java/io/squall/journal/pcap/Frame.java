package io.squall.journal.pcap;

/** One captured frame, in the reader's buffer until the next is asked for. */
final class Frame {
    /** The most that a frame may hold: tcpdump's own limit. */
    static final int MAX_BYTES = 256 << 10;

    byte[] bytes = {};
    int start;
    int captured;
    /** A LINKTYPE_ of the registry of tcpdump.org. */
    int linkType;
    /** Since 1970; clamped to 1970 … 2262. That of the frame before if this one has none of its own. */
    long atNs;

    boolean timed;

    static void limit(long captured, long offset) throws DamagedException {
        if (captured > MAX_BYTES) {
            throw new DamagedException(
                    offset,
                    "a packet claims " + captured + " captured bytes; no more than " + MAX_BYTES + " are believed");
        }
    }
}
