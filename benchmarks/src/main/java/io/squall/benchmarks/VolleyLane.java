package io.squall.benchmarks;

import com.sun.management.ThreadMXBean;
import io.squall.guard.Guard;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.time.Idle;
import io.squall.time.SystemClock;
import io.squall.wire.Attempt;
import io.squall.wire.netty.VolleyWire;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The wire of volleys as fast as it goes, into a socket that nobody reads: an attempt, its instant and its source in each datagram of 64
 * bytes. The thread {@code squall-shard} does nothing else. The rounds before the last count are for the compiler.
 *
 * <pre>
 *     VolleyLane MS ROUNDS COUNT      million/s, ns of CPU and bytes of heap a datagram, of each round of so many ms
 * </pre>
 */
public final class VolleyLane {
    private static final long MS = 1_000_000;
    private static final int TURN = 64;
    private static final int SOURCES = 1 << 16;

    private VolleyLane() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        long lengthNs = Long.parseLong(args[0]) * MS;
        int rounds = Integer.parseInt(args[1]);
        int count = Integer.parseInt(args[2]);
        try (DatagramSocket sink = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress at = new InetSocketAddress(sink.getLocalAddress(), sink.getLocalPort());
            Thread shard = new Thread(
                    () -> {
                        for (int i = 0; i < rounds; i++) {
                            round(at, lengthNs, i >= rounds - count);
                        }
                    },
                    "squall-shard");
            shard.start();
            shard.join();
        }
    }

    private static void round(InetSocketAddress sink, long lengthNs, boolean counts) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SystemClock clock = new SystemClock(0);
        long sent = 0;
        try (SocketLoop loop = new SocketLoop(clock);
                VolleyWire wire = new VolleyWire(
                        loop, new Guard().permit(1_000_000, SOURCES, 1_000_000_000), sink, new ReceiptQueue(16))) {
            // Others have their turn, so that a thread of a high priority is not held up in the midst of a round.
            Idle.parking(150 * MS).idle(150 * MS);
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long cpuNs = threads.getCurrentThreadCpuTime();
            long startNs = clock.nowNs();
            long nowNs = startNs;
            for (long n = 0; nowNs - startNs < lengthNs; nowNs = clock.nowNs()) {
                for (int i = 0; i < TURN; i++, n++) {
                    sent += wire.send(Attempt.of(0, (int) n & (SOURCES - 1), (int) (n / SOURCES)), nowNs, nowNs)
                            ? 1
                            : 0;
                }
                wire.flush();
            }
            cpuNs = threads.getCurrentThreadCpuTime() - cpuNs;
            allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
            if (counts) {
                System.out.printf(
                        "%.4f %.1f %.4f%n",
                        sent * 1e3 / (nowNs - startNs), cpuNs / (double) sent, allocated / (double) sent);
            }
        }
    }
}
