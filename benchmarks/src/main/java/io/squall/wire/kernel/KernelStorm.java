package io.squall.wire.kernel;

import com.sun.management.ThreadMXBean;
import io.squall.load.Arrivals;
import io.squall.load.Schedule;
import io.squall.load.Seed;
import io.squall.socket.Place;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.locks.LockSupport;

/**
 * The kernel lane by itself.
 *
 * <pre>
 *     KernelStorm flood INTERFACE-INDEX SECONDS   unpaced, each frame with a source of its own, out of an interface of the network
 *                                                 namespace that this process was started in; somebody else counts them
 *     KernelStorm poisson RATE SECONDS [BATCH]    between two namespaces of its own, fed from the ring: lateness and the delay to the
 *                                                 far end of every frame
 *     KernelStorm pass RATE SECONDS               the same, but the frames pass at the far end, where somebody else looks on: tells the
 *                                                 file of that namespace, and begins at the first line of its input, ends at the second
 * </pre>
 */
public final class KernelStorm {
    private static final long SECOND_NS = 1_000_000_000;
    private static final long LEAD_NS = 5_000_000;
    private static final int SLOTS = 1 << 16;
    private static final int BATCH = 64;
    private static final double[] SHARES = {0.5, 0.9, 0.99, 0.999, 0.9999, 1};

    private KernelStorm() {}

    public static void main(String[] args) throws IOException {
        double seconds = Double.parseDouble(args[2]);
        switch (args[0]) {
            case "flood" -> flood(Integer.parseInt(args[1]), seconds);
            case "poisson" ->
                poisson(
                        Double.parseDouble(args[1]),
                        seconds,
                        args.length > 3 ? Integer.parseInt(args[3]) : 16,
                        Twin.Then.DROP);
            case "pass" -> poisson(Double.parseDouble(args[1]), seconds, BATCH, Twin.Then.PASS);
            default -> throw new IllegalArgumentException("flood, poisson or pass");
        }
    }

    private static Frame frame() throws UnknownHostException {
        return Frame.udp(InetAddress.getByName("198.18.1.0"), new InetSocketAddress("198.18.0.2", 4000));
    }

    private static void flood(int interfaceIndex, double seconds) throws UnknownHostException {
        Frame frame = frame();
        try (Ring ring = new Ring(8)) {
            Emission.Program program = new Emission.Program(Emitter.byItself(frame, ring, 0, 0), frame);
            try (Emission _ = new Emission(Place.HERE, interfaceIndex, ring, program, BATCH)) {
                ring.until(Long.MAX_VALUE);
                long startNs = System.nanoTime();
                ring.free(Long.MAX_VALUE, startNs);
                while (System.nanoTime() - startNs < seconds * SECOND_NS) {
                    LockSupport.parkNanos(1_000_000);
                }
                ring.until(0);
                System.out.printf("sent=%d seconds=%.4f%n", ring.head(), (System.nanoTime() - startNs) / 1e9);
            }
        }
    }

    private static void poisson(double rate, double seconds, int batch, Twin.Then then) throws IOException {
        Frame frame = frame();
        long[] emitted = new long[2];
        try (Lab lab = Lab.open();
                Ring ring = new Ring(SLOTS);
                Twin twin = lab.far().call(() -> new Twin(frame, Lab.INDEX, 1, 0, then))) {
            if (then == Twin.Then.PASS) {
                System.out.printf(
                        "/proc/%d/fd/%d%n",
                        ProcessHandle.current().pid(), lab.far().fd());
                int _ = System.in.read();
            }
            ring.until(Long.MAX_VALUE);
            Emission.Program program = new Emission.Program(Emitter.fromRing(frame, ring, SECOND_NS / 10), frame);
            try (Emission _ = new Emission(lab.near(), Lab.INDEX, ring, program, batch)) {
                long startNs = System.nanoTime() + SECOND_NS;
                Schedule schedule = new Schedule(
                        new Arrivals.Poisson(), SECOND_NS / rate, startNs, new Seed(7).stream("poisson", 0));
                long endNs = startNs + (long) (seconds * SECOND_NS);
                long given = 0;
                long bytes = allocated();
                while (schedule.peekNs() < endNs || emitted[0] < given) {
                    long nowNs = System.nanoTime();
                    while (schedule.peekNs() < Math.min(endNs, nowNs + LEAD_NS)
                            && ring.add(
                                    schedule.peekNs(),
                                    given,
                                    schedule.peekNs() - startNs,
                                    (int) given,
                                    (int) given,
                                    (int) given)) {
                        schedule.takeNs();
                        given++;
                    }
                    ring.publish();
                    ring.read((_, sentNs) -> {
                        emitted[0]++;
                        emitted[1] += sentNs < 0 ? 1 : 0;
                    });
                    LockSupport.parkNanos(200_000);
                }
                LockSupport.parkNanos(SECOND_NS / 100);
                System.out.printf(
                        "scheduled=%d skipped=%d sent=%d arrived=%d bytes_allocated_each=%.4f%n",
                        given,
                        emitted[1],
                        given - emitted[1],
                        twin.frames(0),
                        (allocated() - bytes) / (double) Math.max(1, given));
            }
            print("lateness, ns", ring.lateness());
            print("to the far end, ns", twin.delays(0));
            if (then == Twin.Then.PASS) {
                int _ = System.in.read();
            }
        }
    }

    /** By this thread so far. */
    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
    }

    private static void print(String what, long[] counts) {
        Measured measured = new Measured(java.util.Arrays.stream(counts).sum(), counts);
        System.out.print(what + ':');
        for (double share : SHARES) {
            System.out.printf(
                    "  p%s %d", String.valueOf(share * 100).replaceAll("\\.0$", ""), measured.quantileNs(share));
        }
        System.out.println();
    }
}
