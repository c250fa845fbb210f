package io.squall.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.squall.guard.Guard;
import io.squall.guard.Permit;
import io.squall.scenario.Http;
import io.squall.socket.Faults;
import io.squall.socket.SocketLoop;
import io.squall.socket.Volley;
import io.squall.time.SystemClock;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;
import io.squall.wire.netty.DatagramWire;
import io.squall.wire.netty.HttpWire;
import io.squall.wire.netty.TcpWire;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One of Squall's lanes alone, as the shipped wires are, for {@code scripts/bench-peers}; its figures are one line. What warms the code
 * up goes to the port above, where nobody counts.
 *
 * <pre>
 *     Lane udp      IP PORT SECONDS WARM_SECONDS SHARDS      pushes as fast as it goes, a thread and a socket a shard
 *     Lane connect  IP PORT SECONDS WARM_SECONDS IN_FLIGHT   connections from as many sources, closed with RST
 *     Lane dns      IP PORT SECONDS WARM_SECONDS IN_FLIGHT   queries from as many sources
 *     Lane http     IP PORT SECONDS WARM_SECONDS IN_FLIGHT   requests on as many kept connections
 *     Lane pingpong IP PORT SECONDS WARM_SECONDS spin|park   a query every millisecond; how long until its answer
 * </pre>
 */
public final class Lane {
    private static final int TURN = 64;
    private static final long MS = 1_000_000;
    private static final long SECOND_NS = 1_000_000_000;
    private static final long TIMEOUT_NS = SECOND_NS;
    private static final String NAME = "probe.test";

    private final SystemClock clock = new SystemClock(0);
    private final Permit permit = new Guard().permit(1_000_000, 100_000, 3600 * SECOND_NS);
    private final long lengthNs;
    private final long warmNs;

    private Lane(String seconds, String warmSeconds) {
        lengthNs = (long) (Double.parseDouble(seconds) * 1e9);
        warmNs = (long) (Double.parseDouble(warmSeconds) * 1e9);
    }

    public static void main(String[] args) throws InterruptedException, IOException {
        if (args.length != 6) {
            System.err.println("Lane: found " + args.length
                    + " arguments, expected udp|connect|dns|http|pingpong IP PORT SECONDS WARM_SECONDS ARGUMENT");
            System.exit(2);
        }
        InetSocketAddress target = new InetSocketAddress(args[1], Integer.parseInt(args[2]));
        InetSocketAddress above = new InetSocketAddress(args[1], target.getPort() + 1);
        Lane lane = new Lane(args[3], args[4]);
        try {
            switch (args[0]) {
                case "udp" -> lane.udp(target, above, Integer.parseInt(args[5]));
                case "connect", "dns", "http" -> lane.asked(args[0], target, above, Integer.parseInt(args[5]));
                case "pingpong" -> lane.pingPong(target, above, args[5].equals("spin"));
                default -> throw new IllegalArgumentException("no lane is called " + args[0]);
            }
        } catch (IllegalArgumentException | IllegalStateException | ExecutionException e) {
            System.err.println("Lane: " + e.getMessage());
            System.exit(3);
        }
        // The threads of Netty's that are left are of no matter.
        System.exit(0);
    }

    /** What left, in which time, and what it cost: the processor of the whole process, the heap of the thread that sent. */
    private record Spent(long sent, long ns, long cpuNs, long bytes) {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private static final OperatingSystemMXBean SYSTEM =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        static Spent before(long nowNs) {
            return new Spent(0, nowNs, SYSTEM.getProcessCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
        }

        Spent until(long nowNs, long sentSince) {
            long bytesNow = THREADS.getCurrentThreadAllocatedBytes();
            return new Spent(sentSince, nowNs - ns, SYSTEM.getProcessCpuTime() - cpuNs, bytesNow - bytes);
        }

        Spent and(Spent other) {
            return new Spent(
                    sent + other.sent, Math.max(ns, other.ns), Math.max(cpuNs, other.cpuNs), bytes + other.bytes);
        }

        void print(String more) {
            System.out.printf(
                    Locale.ROOT,
                    "%ssent=%d seconds=%.6f rate=%.0f cpu=%.3f bytes=%.2f%n",
                    more,
                    sent,
                    ns / 1e9,
                    sent * 1e9 / ns,
                    cpuNs / 1e9,
                    bytes / (double) Math.max(1, sent));
        }
    }

    private void udp(InetSocketAddress target, InetSocketAddress above, int shards)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(shards)) {
            flood(threads, above, shards, warmNs);
            flood(threads, target, shards, lengthNs).print("");
        }
    }

    private Spent flood(ExecutorService threads, InetSocketAddress to, int shards, long forNs)
            throws InterruptedException, ExecutionException {
        List<Callable<Spent>> tasks = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            int source = shard;
            tasks.add(() -> flood(to, source, forNs));
        }
        Spent all = new Spent(0, 0, 0, 0);
        for (Future<Spent> done : threads.invokeAll(tasks)) {
            all = all.and(done.get());
        }
        return all;
    }

    /** As VolleyWire does, but from the address that leads there: a wire's is loopback. */
    private Spent flood(InetSocketAddress to, int source, long forNs) {
        InetSocketAddress anywhere = new InetSocketAddress("0.0.0.0", 0);
        try (SocketLoop loop = new SocketLoop(clock);
                Volley volley = loop.volley(List.of(anywhere), to, new Faults())) {
            long nowNs = clock.nowNs();
            Spent before = Spent.before(nowNs);
            long endNs = nowNs + forNs;
            int sent = 0;
            while (nowNs < endNs) {
                nowNs = clock.nowNs();
                sent = turn(volley, source, sent, nowNs);
            }
            Spent spent = before.until(nowNs, sent);
            for (int i = 0; i < 1000; i++) {
                volley.flush();
            }
            return spent;
        }
    }

    /** By itself, so that it is compiled as a sender's turn is, and not as the middle of a loop that runs once. */
    private static int turn(Volley volley, int source, int already, long nowNs) {
        int sent = already;
        for (int i = 0; i < TURN; i++) {
            sent += volley.add(Attempt.of(0, source, sent), nowNs, source) ? 1 : 0;
        }
        volley.flush();
        return sent;
    }

    private Wire wire(String lane, SocketLoop loop, InetSocketAddress to, int sources) {
        return switch (lane) {
            case "connect" -> new TcpWire(loop, permit, to, sources, TcpWire.Close.RST);
            case "dns" -> DatagramWire.dns(loop, permit, to, sources, NAME);
            default -> new HttpWire(loop, permit, to, sources, new Http("/", null, true), TcpWire.Close.RST);
        };
    }

    private void asked(String lane, InetSocketAddress target, InetSocketAddress above, int inFlight) {
        try (SocketLoop loop = new SocketLoop(clock)) {
            try (Wire wire = wire(lane, loop, above, inFlight)) {
                new Asking(loop, wire, inFlight).run(warmNs);
            }
            try (Wire wire = wire(lane, loop, target, inFlight)) {
                Asking asking = new Asking(loop, wire, inFlight);
                Spent spent = asking.run(lengthNs);
                spent.print("lost=" + asking.lost + " refused=" + asking.refused + " ");
            }
        }
    }

    /** Every source asks again as soon as it knows how its last attempt has ended. */
    private final class Asking implements Outcomes {
        private final SocketLoop loop;
        private final Wire wire;
        private final long[] attempts;
        private final long[] sentNs;
        private final int[] ready;
        private int waiting;
        private long ended;
        private long lost;
        private long refused;

        Asking(SocketLoop loop, Wire wire, int sources) {
            this.loop = loop;
            this.wire = wire;
            attempts = new long[sources];
            sentNs = new long[sources];
            ready = new int[sources];
            for (int source = 0; source < sources; source++) {
                attempts[source] = Attempt.of(0, source, 0);
                ready[waiting++] = source;
            }
            loop.idle(0);
        }

        Spent run(long forNs) {
            long nowNs = clock.nowNs();
            Spent before = Spent.before(nowNs);
            long endNs = nowNs + forNs;
            long sweepNs = nowNs + TIMEOUT_NS;
            while (nowNs < endNs) {
                boolean worked = waiting > 0;
                while (waiting > 0) {
                    send(ready[--waiting], nowNs);
                }
                wire.flush();
                loop.idle(worked ? 0 : MS);
                nowNs = clock.nowNs();
                wire.poll(nowNs, this);
                if (nowNs > sweepNs) {
                    sweepNs = nowNs + TIMEOUT_NS;
                    sweep(nowNs);
                }
            }
            return before.until(nowNs, ended);
        }

        private void send(int source, long nowNs) {
            long attempt = Attempt.of(0, source, Attempt.sequence(attempts[source]) + 1);
            attempts[source] = attempt;
            sentNs[source] = nowNs;
            if (!wire.send(attempt, nowNs, nowNs)) {
                // Given up with the next sweep.
                refused++;
            }
        }

        private void sweep(long nowNs) {
            for (int source = 0; source < attempts.length; source++) {
                if (nowNs - sentNs[source] > TIMEOUT_NS) {
                    wire.abandon(attempts[source]);
                    lost++;
                    ready[waiting++] = source;
                    sentNs[source] = Long.MAX_VALUE;
                }
            }
        }

        @Override
        public void outcome(long attempt, Outcome outcome, long doneNs) {
            int source = Attempt.source(attempt);
            if (attempt == attempts[source]) {
                sentNs[source] = Long.MAX_VALUE;
                ended++;
                ready[waiting++] = source;
            }
        }
    }

    private void pingPong(InetSocketAddress target, InetSocketAddress above, boolean spins) {
        try (SocketLoop loop = new SocketLoop(clock)) {
            trips(loop, above, spins, warmNs, 0);
            long[] trips = trips(loop, target, spins, lengthNs, MS);
            System.out.printf(Locale.ROOT, "%s sent=%d%n", percentiles(trips), trips.length);
        }
    }

    private long[] trips(SocketLoop loop, InetSocketAddress to, boolean spins, long forNs, long intervalNs) {
        long[] trips = new long[(int) (forNs / Math.max(intervalNs, 1000)) + 1];
        int[] count = new int[1];
        long[] sentNs = new long[1];
        boolean[] waits = new boolean[1];
        Outcomes trip = (attempt, outcome, doneNs) -> {
            waits[0] = false;
            trips[count[0]++] = doneNs - sentNs[0];
        };
        try (Wire wire = DatagramWire.dns(loop, permit, to, 1, NAME)) {
            loop.idle(0);
            long dueNs = clock.nowNs();
            long endNs = dueNs + forNs;
            for (int n = 1; dueNs < endNs && count[0] < trips.length; n++) {
                long nowNs = clock.nowNs();
                while (nowNs < dueNs) {
                    loop.idle(spins ? 0 : dueNs - nowNs);
                    nowNs = clock.nowNs();
                }
                sentNs[0] = nowNs;
                waits[0] = wire.send(Attempt.of(0, 0, n), dueNs, nowNs);
                wire.flush();
                while (waits[0] && nowNs - sentNs[0] < SECOND_NS / 10) {
                    loop.idle(spins ? 0 : MS);
                    wire.poll(clock.nowNs(), trip);
                    nowNs = clock.nowNs();
                }
                wire.abandon(Attempt.of(0, 0, n));
                dueNs = Math.max(dueNs + intervalNs, nowNs);
            }
        }
        return Arrays.copyOf(trips, count[0]);
    }

    /** Of times in ns, which it sorts: in microseconds. */
    private static String percentiles(long[] ns) {
        if (ns.length == 0) {
            throw new IllegalStateException("no answer came");
        }
        Arrays.sort(ns);
        return String.format(
                Locale.ROOT,
                "p50=%.2f p99=%.2f p999=%.2f",
                ns[ns.length / 2] / 1e3,
                ns[(int) (ns.length * 99L / 100)] / 1e3,
                ns[(int) (ns.length * 999L / 1000)] / 1e3);
    }
}
