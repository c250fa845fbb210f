package io.squall.socket;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One-way datagrams that leave together: one system call carries up to 64 of them where the kernel can (UDP_SEGMENT), and each is
 * a datagram of its own all the same. All have one sender's address, whosever they are.
 */
public final class Volley implements AutoCloseable {
    /** What every kernel that knows UDP_SEGMENT takes (UDP_MAX_SEGMENTS). */
    static final int MOST = 64;

    private final Line line;
    private final Faults faults;
    private final ByteBuffer gathered = ByteBuffer.allocateDirect(MOST * PushDatagram.BYTES);

    Volley(Line line, Faults faults) {
        this.line = line;
        this.faults = faults;
    }

    /**
     * Takes one more, and lets them leave when there is no room for another.
     *
     * @param datagram of {@link PushDatagram#BYTES}, copied
     * @return false if it was not taken: there is no room, and what was gathered cannot leave
     */
    public boolean add(byte[] datagram) {
        if (!gathered.hasRemaining()) {
            flush();
            if (!gathered.hasRemaining()) {
                return false;
            }
        }
        gathered.put(datagram, 0, PushDatagram.BYTES);
        return true;
    }

    /** Lets all leave; those that cannot stay for the next flush. */
    public void flush() {
        if (gathered.position() == 0) {
            return;
        }
        int end = gathered.position();
        int step = line.most() * PushDatagram.BYTES;
        gathered.limit(0);
        try {
            while (gathered.limit() < end) {
                gathered.position(gathered.limit()).limit(Math.min(end, gathered.limit() + step));
                if (!line.send(gathered)) {
                    break;
                }
                gathered.position(gathered.limit());
            }
        } catch (IOException e) {
            faults.count(e);
        }
        gathered.limit(end).compact();
    }

    @Override
    public void close() {
        try {
            line.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }
}
