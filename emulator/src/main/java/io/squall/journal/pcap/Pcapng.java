package io.squall.journal.pcap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The newer format (draft-ietf-opsawg-pcapng): blocks, in sections of one byte order each.
 *
 * <pre>
 *     [ type: 4 ][ length: 4 ][ body … ][ padding to 4 ][ length: 4 ]
 * </pre>
 *
 * A block's end is looked at when the next one is asked for, so a packet that is whole is delivered, whatever its block ends with.
 * Section lengths are not used.
 */
final class Pcapng implements FrameFormat {
    static final int SECTION = 0x0A0D0D0A;

    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int ORDER_MAGIC = 0x1A2B3C4D;

    private static final int HEAD = 8;
    private static final int TRAILER = 4;
    private static final int SECTION_BYTES = 28;
    private static final int INTERFACE_BYTES = 20;
    /** Before the data of a packet. */
    private static final int PACKET_HEAD = 28;

    private static final int SIMPLE_HEAD = 12;
    private static final int MAX_INTERFACES = 4096;

    private final FileBytes in;
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    /** Of the block that is being read: its first byte, its length, and how much of it has been taken. */
    private long blockAt;

    private long blockBytes;
    private int taken;

    Pcapng(FileBytes in) {
        this.in = in;
    }

    @Override
    public boolean next(Frame frame) throws IOException, DamagedException {
        endBlock();
        while (in.has(1)) {
            if (block(frame)) {
                return true;
            }
            endBlock();
        }
        return false;
    }

    /** @return whether it brought a packet */
    private boolean block(Frame frame) throws IOException, DamagedException {
        in.need(HEAD + TRAILER, "a block");
        int type = in.s32(0);
        if (type == SECTION) {
            sectionOrder();
        }
        blockAt = in.offset();
        taken = 0;
        blockBytes = in.u32(4);
        if (blockBytes < HEAD + TRAILER || blockBytes % 4 != 0) {
            throw new DamagedException(blockAt, "a block claims a length of " + blockBytes + " bytes, which none has");
        }
        return switch (type) {
            case SECTION -> section();
            case INTERFACE -> addInterface();
            case ENHANCED_PACKET ->
                packet(frame, in.need(PACKET_HEAD, "a packet's header").u32(8));
            case OBSOLETE_PACKET ->
                packet(frame, in.need(PACKET_HEAD, "a packet's header").u16(8));
            case SIMPLE_PACKET -> simplePacket(frame);
            default -> false;
        };
    }

    private void endBlock() throws IOException, DamagedException {
        if (blockBytes == 0) {
            return;
        }
        in.take(taken);
        in.skip(blockBytes - TRAILER - taken);
        if (!in.has(TRAILER)) {
            long there = in.end() - blockAt;
            throw new DamagedException(
                    blockAt, "the file is cut short: it has " + there + " of the " + blockBytes + " bytes of a block");
        }
        if (in.u32(0) != blockBytes) {
            throw new DamagedException(
                    blockAt, "a block claims " + blockBytes + " bytes at its head and " + in.u32(0) + " at its end");
        }
        in.take(TRAILER);
        blockBytes = 0;
    }

    private void sectionOrder() throws DamagedException {
        in.order(false);
        int magic = in.s32(HEAD);
        if (magic != ORDER_MAGIC && magic != Integer.reverseBytes(ORDER_MAGIC)) {
            throw new DamagedException(
                    in.offset(),
                    "a section's byte-order magic is 0x%08X; expected is 0x%08X".formatted(magic, ORDER_MAGIC));
        }
        in.order(magic != ORDER_MAGIC);
    }

    private boolean section() throws IOException, DamagedException {
        atLeast(SECTION_BYTES, "section");
        in.need(SECTION_BYTES - TRAILER, "a section's header");
        if (in.u16(12) != 1) {
            throw new DamagedException(blockAt, "this is version " + in.u16(12) + " of pcapng; known is 1");
        }
        interfaces.clear();
        return false;
    }

    private boolean addInterface() throws IOException, DamagedException {
        atLeast(INTERFACE_BYTES, "interface");
        if (interfaces.size() == MAX_INTERFACES) {
            throw new DamagedException(blockAt, "a section has more than " + MAX_INTERFACES + " interfaces");
        }
        if (blockBytes > Frame.MAX_BYTES) {
            throw new DamagedException(blockAt, "the description of an interface claims " + blockBytes + " bytes");
        }
        in.need((int) blockBytes, "an interface");
        interfaces.add(CaptureInterface.of(in, (int) blockBytes - TRAILER));
        return false;
    }

    private boolean packet(Frame frame, long interfaceId) throws IOException, DamagedException {
        atLeast(PACKET_HEAD + TRAILER, "packet");
        CaptureInterface captured = interfaceOf(interfaceId);
        frame.atNs = captured.instantNs(in.u32(12) << 32 | in.u32(16));
        frame.timed = true;
        return deliver(frame, captured, in.u32(20), PACKET_HEAD);
    }

    private boolean simplePacket(Frame frame) throws IOException, DamagedException {
        atLeast(SIMPLE_HEAD + TRAILER, "packet");
        in.need(SIMPLE_HEAD, "a packet's header");
        CaptureInterface captured = interfaceOf(0);
        frame.timed = false;
        return deliver(frame, captured, Math.min(in.u32(8), captured.snapLength()), SIMPLE_HEAD);
    }

    private boolean deliver(Frame frame, CaptureInterface of, long captured, int head)
            throws IOException, DamagedException {
        Frame.limit(captured, blockAt);
        if (head + captured + TRAILER > blockBytes) {
            throw new DamagedException(
                    blockAt, "a packet claims " + captured + " captured bytes in a block of " + blockBytes);
        }
        in.need(head + (int) captured, "a packet");
        taken = head + (int) captured;
        frame.linkType = of.linkType();
        frame.start = in.position() + head;
        frame.captured = (int) captured;
        return true;
    }

    private CaptureInterface interfaceOf(long id) throws DamagedException {
        if (id >= interfaces.size()) {
            throw new DamagedException(
                    blockAt, "a packet names interface " + id + "; the section has described " + interfaces.size());
        }
        return interfaces.get((int) id);
    }

    private void atLeast(int bytes, String what) throws DamagedException {
        if (blockBytes < bytes) {
            throw new DamagedException(
                    blockAt, "a block of a " + what + " claims " + blockBytes + " bytes; it has at least " + bytes);
        }
    }
}
