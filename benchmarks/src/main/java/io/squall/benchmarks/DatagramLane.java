package io.squall.benchmarks;

import com.sun.management.ThreadMXBean;
import io.squall.guard.Guard;
import io.squall.socket.SocketLoop;
import io.squall.time.SystemClock;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.Outcomes;
import io.squall.wire.netty.DatagramWire;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * The wire of single datagrams against a responder on loopback that sends back what it gets with the bit of a DNS answer set: one thread,
 * which does nothing else.
 *
 * <pre>
 *     DatagramLane floor PORT COUNT INTERVAL_US SPIN   one query each interval: answered − intended; p50, p99 and the greatest in µs.
 *                                                      Before an instant and for an answer it waits SPIN µs busily; -1: always
 *     DatagramLane dns PORT SECONDS SOURCES            as many queries as will go, one of each source under way: queries/s
 * </pre>
 */
public final class DatagramLane implements Outcomes {
    private static final long SECOND_NS = 1_000_000_000;
    private static final int LOST_NS = 100_000_000;

    private final SystemClock clock = new SystemClock(0);
    private final SocketLoop loop = new SocketLoop(clock);
    private final DatagramWire wire;
    private final long[] sentNs;
    private long answered;
    private long failed;
    private long doneNs;

    private DatagramLane(int port, int sources) {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        wire = DatagramWire.dns(
                loop, new Guard().permit(1_000_000, 10_000, 1_000_000_000), target, sources, "a.example");
        sentNs = new long[sources];
    }

    public static void main(String[] args) {
        int port = Integer.parseInt(args[1]);
        if (args[0].equals("floor")) {
            new DatagramLane(port, 1)
                    .floor(Integer.parseInt(args[2]), Long.parseLong(args[3]) * 1000, Long.parseLong(args[4]) * 1000);
        } else {
            new DatagramLane(port, Integer.parseInt(args[3])).flatOut(Long.parseLong(args[2]) * SECOND_NS);
        }
    }

    @Override
    public void outcome(long attempt, Outcome outcome, long atNs) {
        if (outcome == Outcome.ANSWERED) {
            answered++;
        } else {
            failed++;
        }
        doneNs = atNs;
        sentNs[Attempt.source(attempt)] = 0;
    }

    private void floor(int count, long intervalNs, long spinNs) {
        // As many again before the start, for the compiler.
        int warm = (int) Math.min(count, 3 * SECOND_NS / Math.max(intervalNs, 30_000));
        long[] latencies = new long[count];
        long startNs = clock.nowNs();
        for (int i = -warm; i < count; i++) {
            long dueNs = startNs + (i + warm) * intervalNs;
            await(dueNs, Long.MAX_VALUE, spinNs);
            long nowNs = clock.nowNs();
            long intendedNs = intervalNs == 0 ? nowNs : dueNs;
            long before = answered;
            wire.send(Attempt.of(0, 0, i & 0xFFFF), intendedNs, nowNs);
            await(nowNs + LOST_NS, before, spinNs);
            latencies[Math.max(i, 0)] = doneNs - intendedNs;
        }
        Arrays.sort(latencies);
        System.out.printf(
                "%d %.1f %.1f %.1f%n",
                count, latencies[count / 2] / 1e3, latencies[(int) (count * .99)] / 1e3, latencies[count - 1] / 1e3);
    }

    /** Until an instant, or until more than so many are answered. */
    private void await(long untilNs, long beyond, long spinNs) {
        long fromNs = clock.nowNs();
        long nowNs = fromNs;
        while (nowNs < untilNs && answered <= beyond) {
            boolean busily =
                    spinNs < 0 || untilNs - nowNs < spinNs || (beyond < Long.MAX_VALUE && nowNs - fromNs < spinNs);
            loop.idle(busily ? 0 : untilNs - nowNs - Math.max(0, spinNs));
            wire.poll(nowNs, this);
            nowNs = clock.nowNs();
        }
    }

    private void flatOut(long lengthNs) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int sequence = 0;
        for (int round = 0; round < 2; round++) {
            long startNs = clock.nowNs();
            long nowNs = startNs;
            long before = answered;
            long lost = 0;
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long cpuNs = threads.getCurrentThreadCpuTime();
            while (nowNs - startNs < lengthNs) {
                for (int source = 0; source < sentNs.length; source++) {
                    if (sentNs[source] == 0 || nowNs - sentNs[source] > LOST_NS) {
                        lost += sentNs[source] == 0 ? 0 : 1;
                        wire.send(Attempt.of(0, source, sequence++ & 0xFFFF), nowNs, nowNs);
                        sentNs[source] = nowNs;
                    }
                }
                loop.idle(1_000_000);
                wire.poll(nowNs, this);
                nowNs = clock.nowNs();
            }
            if (round == 1) {
                long done = answered - before;
                System.out.printf(
                        "%.0f queries/s, %d lost, %d failed, %.0f ns of CPU and %.3f bytes a query%n",
                        done * (double) SECOND_NS / (nowNs - startNs),
                        lost,
                        failed,
                        (threads.getCurrentThreadCpuTime() - cpuNs) / (double) done,
                        (threads.getCurrentThreadAllocatedBytes() - allocated) / (double) done);
            }
        }
    }
}
