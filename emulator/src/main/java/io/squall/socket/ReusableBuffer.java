package io.squall.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * One direct buffer for everything that a loop reads, or writes: whoever takes it is done with it before the next taker
 * comes. Should Netty keep it after all (a socket whose buffer is full), the next taker gets a fresh one.
 */
final class ReusableBuffer {
    /** As much as a DNS answer over UDP may have by custom (EDNS, RFC 6891 §6.2.5). */
    static final int BYTES = 4096;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    private ByteBuf buffer = allocator.directBuffer(BYTES, BYTES);

    /** An empty buffer which the taker releases, or hands to Netty, which does. */
    ByteBuf take() {
        if (buffer.refCnt() != 1) {
            buffer.release();
            buffer = allocator.directBuffer(BYTES, BYTES);
        }
        return buffer.clear().retain();
    }

    void release() {
        buffer.release();
    }

    /** Makes channels read into this buffer. Their handlers release what they get before they return. */
    RecvByteBufAllocator forReading() {
        return new DefaultMaxMessagesRecvByteBufAllocator(16) {
            @Override
            public MaxMessageHandle newHandle() {
                return new MaxMessageHandle() {
                    @Override
                    public int guess() {
                        return BYTES;
                    }

                    @Override
                    public ByteBuf allocate(ByteBufAllocator ignored) {
                        return take();
                    }
                };
            }
        };
    }
}
