package io.squall.journal.pcap;

import io.squall.record.Event;
import io.squall.wire.Attempt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Captures by hand, block by block, in either byte order. */
final class Captures {
    static final int ETHERNET = 1;

    private final ByteOrder order;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Captures(ByteOrder order) {
        this.order = order;
    }

    /** What a reader said of a step. */
    record Step(
            Event event,
            int trafficClass,
            int source,
            int sequence,
            int request,
            long intendedNs,
            long atNs,
            int bytes) {}

    /** All that a reader delivers of a capture. */
    record Read(List<Step> steps, CaptureSummary summary) {
        long frames(PacketKind kind) {
            return summary.count(kind);
        }
    }

    static Read read(byte[] capture) {
        return read(capture, CaptureStorm.Reading.USUAL);
    }

    static Read read(byte[] capture, CaptureStorm.Reading reading) {
        List<Step> steps = new ArrayList<>();
        StormSink sink = (event, attempt, request, intendedNs, atNs, bytes) -> steps.add(new Step(
                event,
                Attempt.trafficClass(attempt),
                Attempt.source(attempt),
                Attempt.sequence(attempt),
                request,
                intendedNs,
                atNs,
                bytes));
        CaptureReader reader = new CaptureReader(new ByteArrayInputStream(capture));
        return new Read(steps, CaptureStorm.read(reader, reading, sink));
    }

    /** A pcap of Ethernet frames, its stamps in the unit of the magic number. */
    static Captures pcap(ByteOrder order, int magic) {
        return pcap(order, magic, ETHERNET);
    }

    static Captures pcap(ByteOrder order, int magic, int linkType) {
        Captures file = new Captures(order);
        file.append(buffer(file.order, 24)
                .putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(linkType));
        return file;
    }

    Captures record(long seconds, int fraction, byte[] frame) {
        append(buffer(order, 16)
                .putInt((int) seconds)
                .putInt(fraction)
                .putInt(frame.length)
                .putInt(frame.length));
        bytes.writeBytes(frame);
        return this;
    }

    static Captures pcapng(ByteOrder order) {
        return new Captures(order).section();
    }

    Captures section() {
        return block(
                0x0A0D0D0A,
                buffer(order, 16)
                        .putInt(0x1A2B3C4D)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1));
    }

    Captures network(int linkType, int snapLength, byte[] options) {
        return block(
                1,
                buffer(order, 8 + options.length)
                        .putShort((short) linkType)
                        .putShort((short) 0)
                        .putInt(snapLength)
                        .put(options));
    }

    /** One option of an interface, and the end of options. */
    byte[] option(int code, byte[] value) {
        ByteBuffer option = buffer(order, 8 + (value.length + 3 & ~3))
                .putShort((short) code)
                .putShort((short) value.length);
        return bytesOf(option.put(value));
    }

    byte[] word(long value) {
        return bytesOf(buffer(order, 8).putLong(value));
    }

    Captures enhanced(int network, long ticks, byte[] frame) {
        return block(
                6,
                buffer(order, 20 + padded(frame))
                        .putInt(network)
                        .putInt((int) (ticks >>> 32))
                        .putInt((int) ticks)
                        .putInt(frame.length)
                        .putInt(frame.length)
                        .put(frame));
    }

    Captures obsolete(int network, long ticks, byte[] frame) {
        return block(
                2,
                buffer(order, 20 + padded(frame))
                        .putShort((short) network)
                        .putShort((short) 3)
                        .putInt((int) (ticks >>> 32))
                        .putInt((int) ticks)
                        .putInt(frame.length)
                        .putInt(frame.length)
                        .put(frame));
    }

    Captures simple(int original, byte[] frame) {
        return block(3, buffer(order, 4 + padded(frame)).putInt(original).put(frame));
    }

    Captures block(int type, ByteBuffer body) {
        int length = body.capacity() + 12;
        append(buffer(order, length)
                .putInt(type)
                .putInt(length)
                .put(bytesOf(body))
                .putInt(length));
        return this;
    }

    /** The last so many bytes give way to others of the same number. */
    Captures overwrite(int fromEnd, byte[] with) {
        byte[] all = bytes.toByteArray();
        System.arraycopy(with, 0, all, all.length - fromEnd, with.length);
        bytes.reset();
        bytes.writeBytes(all);
        return this;
    }

    /** As another section would follow, perhaps of the other byte order. */
    Captures then(Captures next) {
        bytes.writeBytes(next.bytes());
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    int size() {
        return bytes.size();
    }

    ByteBuffer body(int size) {
        return buffer(order, size);
    }

    private static int padded(byte[] frame) {
        return frame.length + 3 & ~3;
    }

    private static ByteBuffer buffer(ByteOrder order, int size) {
        return ByteBuffer.allocate(size).order(order);
    }

    private void append(ByteBuffer part) {
        bytes.writeBytes(bytesOf(part));
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] all = new byte[buffer.capacity()];
        buffer.rewind().get(all);
        return all;
    }
}
