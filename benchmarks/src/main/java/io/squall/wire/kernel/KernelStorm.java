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
    private static final double WARM_SECONDS = 2;
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
                if (then == Twin.Then.DROP) {
                    // For the compiler; a stranger who looks on is to see nothing but what is counted.
                    new Feed(ring).run(rate, WARM_SECONDS);
                }
                long framesBefore = twin.frames(0);
                long[] lateBefore = ring.lateness();
                long[] delaysBefore = twin.delays(0);
                Feed feed = new Feed(ring);
                long bytes = allocated();
                feed.run(rate, seconds);
                double each = (allocated() - bytes) / (double) Math.max(1, feed.given);
                LockSupport.parkNanos(SECOND_NS / 100);
                System.out.printf(
                        "scheduled=%d skipped=%d sent=%d arrived=%d bytes_allocated_each=%.4f%n",
                        feed.given, feed.skipped, feed.given - feed.skipped, twin.frames(0) - framesBefore, each);
                print("lateness, ns", ring.lateness(), lateBefore);
                print("to the far end, ns", twin.delays(0), delaysBefore);
            }
            if (then == Twin.Then.PASS) {
                int _ = System.in.read();
            }
        }
    }

    /** A Poisson schedule on its way through a ring: the part of the storm's thread. */
    private static final class Feed implements Ring.Reader {
        private final Ring ring;
        private long given;
        private long emitted;
        private long skipped;

        Feed(Ring ring) {
            this.ring = ring;
        }

        @Override
        public void emitted(long attempt, long sentNs) {
            emitted++;
            skipped += sentNs < 0 ? 1 : 0;
        }

        void run(double rate, double seconds) {
            long startNs = System.nanoTime() + SECOND_NS / 4;
            Schedule schedule =
                    new Schedule(new Arrivals.Poisson(), SECOND_NS / rate, startNs, new Seed(7).stream("poisson", 0));
            long endNs = startNs + (long) (seconds * SECOND_NS);
            while (schedule.peekNs() < endNs || emitted < given) {
                turn(schedule, startNs, Math.min(endNs, System.nanoTime() + LEAD_NS));
                LockSupport.parkNanos(200_000);
            }
        }

        private void turn(Schedule schedule, long startNs, long horizonNs) {
            while (schedule.peekNs() < horizonNs && add(schedule.peekNs(), startNs)) {
                schedule.takeNs();
                given++;
            }
            ring.publish();
            ring.read(this);
        }

        private boolean add(long dueNs, long startNs) {
            int number = (int) given;
            return ring.add(dueNs, given, dueNs - startNs, number, number, number);
        }
    }

    /** By this thread so far. */
    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
    }

    private static void print(String what, long[] counts, long[] before) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] -= before[i];
        }
        Measured measured = new Measured(java.util.Arrays.stream(counts).sum(), counts);
        System.out.print(what + ':');
        for (double share : SHARES) {
            System.out.printf(
                    "  p%s %d", String.valueOf(share * 100).replaceAll("\\.0$", ""), measured.quantileNs(share));
        }
        System.out.println();
    }
}
