package io.squall.journal.pcap;

import java.io.IOException;

/**
 * The older format (draft-ietf-opsawg-pcap): a header of 24 bytes, and 16 before each packet. A packet may be longer than the
 * header's snaplen, which many writers state wrongly.
 */
final class Pcap implements FrameFormat {
    static final int MICROSECONDS = 0xA1B2C3D4;
    static final int NANOSECONDS = 0xA1B23C4D;

    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int LINK_TYPE = 0xFFFF;
    private static final long SECOND = 1_000_000_000;

    private final FileBytes in;
    private final int linkType;
    private final int unitNs;
    private int delivered;

    /** At the file's first byte, in the file's byte order. */
    Pcap(FileBytes in) throws IOException, DamagedException {
        in.need(FILE_HEADER, "a pcap header");
        this.in = in;
        unitNs = in.s32(0) == NANOSECONDS ? 1 : 1_000;
        if (in.u16(4) != 2) {
            throw new DamagedException(4, "this is version " + in.u16(4) + " of pcap; known is 2");
        }
        linkType = in.s32(20) & LINK_TYPE;
        in.take(FILE_HEADER);
    }

    @Override
    public boolean next(Frame frame) throws IOException, DamagedException {
        in.take(delivered);
        delivered = 0;
        if (!in.has(1)) {
            return false;
        }
        in.need(PACKET_HEADER, "a packet's header");
        long captured = in.u32(8);
        Frame.limit(captured, in.offset());
        int bytes = PACKET_HEADER + (int) captured;
        in.need(bytes, "a packet");
        frame.atNs = in.u32(0) * SECOND + in.u32(4) * unitNs;
        frame.timed = true;
        frame.linkType = linkType;
        frame.start = in.position() + PACKET_HEADER;
        frame.captured = (int) captured;
        delivered = bytes;
        return true;
    }
}
