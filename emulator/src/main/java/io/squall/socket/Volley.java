package io.squall.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One-way datagrams that leave together: one system call carries up to 64 of them where the kernel can (UDP_SEGMENT), and each is
 * a datagram of its own all the same. Those of a call have one sender's address, whosever they are; the next have the next line's.
 */
public final class Volley implements AutoCloseable {
    /** What every kernel that knows UDP_SEGMENT takes (UDP_MAX_SEGMENTS). */
    static final int MOST = 64;

    private final List<Line> lines;
    private final Faults faults;
    private final ByteBuffer gathered = ByteBuffer.allocateDirect(MOST * PushDatagram.BYTES);
    private int turn;

    Volley(List<Line> lines, Faults faults) {
        this.lines = lines;
        this.faults = faults;
    }

    /**
     * Takes one more, and lets them leave when there is no room for another.
     *
     * @param datagram of {@link PushDatagram#BYTES}, copied
     * @return false if it was not taken: there is no room, and what was gathered cannot leave
     */
    public boolean add(byte[] datagram) {
        if (!hasRoom()) {
            return false;
        }
        gathered.put(datagram, 0, PushDatagram.BYTES);
        return true;
    }

    /**
     * The same of a push that is written where it leaves from. A volley takes either these or ready datagrams, not both.
     *
     * @return as above
     */
    public boolean add(long attempt, long intendedNs, int source) {
        if (!hasRoom()) {
            return false;
        }
        int at = gathered.position();
        PushDatagram.write(gathered, at, attempt, intendedNs, source);
        gathered.position(at + PushDatagram.BYTES);
        return true;
    }

    private boolean hasRoom() {
        if (!gathered.hasRemaining()) {
            flush();
        }
        return gathered.hasRemaining();
    }

    /** Lets all leave; those that cannot stay for the next flush. */
    public void flush() {
        if (gathered.position() == 0) {
            return;
        }
        Line line = lines.get(turn);
        turn = turn + 1 == lines.size() ? 0 : turn + 1;
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
        for (Line line : lines) {
            try {
                line.close();
            } catch (IOException e) {
                // It is gone all the same.
            }
        }
    }
}
