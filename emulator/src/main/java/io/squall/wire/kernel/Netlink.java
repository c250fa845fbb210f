package io.squall.wire.kernel;

import static io.squall.wire.kernel.Libc.Call.CLOSE;
import static io.squall.wire.kernel.Libc.Call.RECVFROM;
import static io.squall.wire.kernel.Libc.Call.SENDTO;
import static io.squall.wire.kernel.Libc.Call.SOCKET;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Requests to rtnetlink(7), one at a time, in the calling thread's namespace. */
final class Netlink {
    static final short NEWLINK = 16;
    static final short NEWADDR = 20;
    static final short NEWNEIGH = 28;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int REQUEST_ACK_CREATE_EXCL = 1 | 4 | 0x400 | 0x200;
    private static final int REQUEST_ACK = 1 | 4;
    private static final int HEADER = 16;

    private final ByteBuffer message = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);

    private Netlink(short type, int flags) {
        message.putInt(0).putShort(type).putShort((short) flags).putInt(1).putInt(0);
    }

    static Netlink creating(short type) {
        return new Netlink(type, REQUEST_ACK_CREATE_EXCL);
    }

    static Netlink changing(short type) {
        return new Netlink(type, REQUEST_ACK);
    }

    /** struct ifinfomsg: these flags are to be set. */
    Netlink link(int index, int flags) {
        return link(index, flags, flags);
    }

    /** struct ifinfomsg: an interface is to go down. */
    Netlink down(int index) {
        return link(index, 0, 1);
    }

    private Netlink link(int index, int flags, int mask) {
        message.putInt(0).putInt(index).putInt(flags).putInt(mask);
        return this;
    }

    Netlink bytes(int... values) {
        for (int value : values) {
            message.put((byte) value);
        }
        return this;
    }

    Netlink word(int value) {
        message.putInt(value);
        return this;
    }

    Netlink attribute(int type, byte... value) {
        message.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        return padded();
    }

    Netlink attribute(int type, int value) {
        return attribute(
                type,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(value)
                        .array());
    }

    Netlink attribute(int type, String value) {
        return attribute(type, (value + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    /** An attribute that holds whatever is added to the message. */
    Netlink nested(int type, Runnable content) {
        int start = message.position();
        message.putInt(0);
        content.run();
        message.putShort(start, (short) (message.position() - start)).putShort(start + 2, (short) type);
        return padded();
    }

    private Netlink padded() {
        message.position((message.position() + 3) & ~3);
        return this;
    }

    /** @throws KernelException if the kernel refuses */
    void send() {
        int length = message.position();
        message.putInt(0, length);
        int socket = (int) SOCKET.apply(AF_NETLINK, SOCK_RAW_CLOEXEC, 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(1024, 8);
            request.asByteBuffer().put(message.array(), 0, length);
            SENDTO.apply(socket, request.address(), length);
            RECVFROM.apply(socket, request.address(), request.byteSize());
            // struct nlmsgerr: the error as a negative number, 0 if it was done
            int error = -request.get(ValueLayout.JAVA_INT, HEADER);
            if (error != 0) {
                throw new KernelException(Libc.reason(error), error);
            }
        } finally {
            CLOSE.attempt(socket);
        }
    }
}
