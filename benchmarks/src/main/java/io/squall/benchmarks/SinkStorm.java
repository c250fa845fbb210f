package io.squall.benchmarks;

import com.sun.management.ThreadMXBean;
import io.squall.journal.JournalReader;
import io.squall.journal.Journalist;
import io.squall.journal.State;
import io.squall.record.Event;
import io.squall.record.Ledger;
import io.squall.record.Recorder;
import io.squall.record.Tape;
import io.squall.record.Timeline;
import io.squall.run.Demand;
import io.squall.run.Journals;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
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
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A storm of UDP pushes of 64 bytes into a socket that nobody reads, without a relay: one thread sends, books and, where it is
 * recorded, writes its tape, while the journal's thread has the other core. Every attempt is given up 4,096 attempts later.
 *
 * <pre>
 *     SinkStorm pairs N DIR              N pairs of a second at full speed, without and with the full journal, in turn; the ratio
 *     SinkStorm paced RATE SECONDS DIR   at a rate, recorded; DIR/progress tells, also of a killed process, how far it came
 *     SinkStorm lost DIR                 how much of that is not in its journal
 *     SinkStorm recorder N               N pairs of a second at full speed, without and with the books, in turn, and no journal
 *     SinkStorm allocation               bytes that the sender allocates an attempt, over 10 million of them
 * </pre>
 */
@SuppressWarnings("EnumOrdinal") // codes of a tape
public final class SinkStorm {
    private static final int SOURCES = 1 << 16;
    private static final int UNDER_WAY = 4096;
    private static final int TURN = 64;
    private static final long SECOND_NS = 1_000_000_000;
    /** Two-sided 90 percent, so the lower end is a 95 percent bound; by degrees of freedom from 14 on. */
    private static final double T_95 = 1.76;

    private static final double LEAST_RATIO = 0.97;
    private static final double MOST_BYTES = 0.5;
    private static final int OUTSIDE = 99;

    private static final String SCENARIO = """
            squall: 1
            name: sink
            title: A storm into a sink
            seed: 7
            duration: 600 s
            phases:
              - { name: storm, kind: storm }
            paths:
              boundary: { capacity: 1000000/s, queue: 1000 }
            plane: { delay: 0 ms }
            storms:
              clients:
                transport: push
                path: boundary
                population: { open: { sources: 65536, rate: 1000/s, arrivals: poisson } }
                timeout: 1 s
                retry: { limit: 0 }
            """;

    private final Scenario scenario = scenario();
    private final SystemClock clock = new SystemClock(0);
    private final SocketLoop loop = new SocketLoop(clock);
    private final VolleyWire wire;
    private final Recorder recorder;
    private final boolean booked;
    private final @Nullable Journalist journalist;
    private final long[] intendedNs = new long[UNDER_WAY];
    private long sent;
    private long cpuNs;
    private volatile boolean over;

    private SinkStorm(InetSocketAddress sink, @Nullable Path bundle, boolean booked) {
        this.booked = booked;
        Timeline timeline = new Timeline(scenario.durationNs(), 1);
        Ledger ledger = new Ledger(scenario, timeline, Recorder.Reader.ANOTHER_THREAD);
        recorder = ledger.of(0);
        journalist = bundle == null
                ? null
                : Journals.begin(
                        bundle,
                        new Journals.Subject(scenario, "run", false, bundle.toString(), Map.of("squall", "benchmark")),
                        64L << 30,
                        1);
        if (journalist != null) {
            Tape tape = journalist.tape(1);
            ledger.tape(0, tape);
        }
        wire = new VolleyWire(loop, Demand.of(scenario).permit(), sink, new ReceiptQueue(16));
    }

    /** Pushes of 65,536 sources; its rate is of no matter. */
    public static Scenario scenario() {
        return Scenarios.read("sink", SCENARIO, List.of(), OptionalLong.empty());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (DatagramSocket sink = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress at = new InetSocketAddress(sink.getLocalAddress(), sink.getLocalPort());
            boolean kept = true;
            switch (args[0]) {
                case "pairs" -> pairs(at, Integer.parseInt(args[1]), Path.of(args[2]));
                case "paced" -> paced(at, Long.parseLong(args[1]), Long.parseLong(args[2]), Path.of(args[3]));
                case "lost" -> lost(Path.of(args[1]));
                case "recorder" -> kept = recorder(at, Integer.parseInt(args[1])) >= LEAST_RATIO;
                case "allocation" -> kept = allocation(at) < MOST_BYTES;
                default -> throw new IllegalArgumentException("pairs, paced, lost, recorder or allocation");
            }
            // Threads of the transport may be left.
            System.exit(kept ? 0 : OUTSIDE);
        }
    }

    private static void pairs(InetSocketAddress sink, int pairs, Path directory)
            throws IOException, InterruptedException {
        double[] ratios = new double[pairs];
        double[] rates = new double[pairs];
        for (int i = -3; i < pairs; i++) {
            double without = new SinkStorm(sink, null, true).flatOut(SECOND_NS);
            Path bundle = Files.createDirectories(directory.resolve("pair-" + i));
            SinkStorm recorded = new SinkStorm(sink, bundle, true);
            double with = recorded.flatOut(SECOND_NS);
            if (i >= 0) {
                ratios[i] = with / without;
                rates[i] = without;
                System.out.printf(
                        "%2d  %.3f million/s without, %.3f with: %.4f; %.2f bytes an attempt, %d rows lost%n",
                        i, without / 1e6, with / 1e6, ratios[i], recorded.bytesPerAttempt(), recorded.lostRows());
            }
            delete(bundle);
        }
        double _ = summary("with / without the full journal", ratios);
        Arrays.sort(rates);
        System.out.printf("without %.3f million/s (median)%n", rates[pairs / 2] / 1e6);
    }

    /** @return the lower end of the mean */
    private static double summary(String what, double[] ratios) {
        double mean = Arrays.stream(ratios).average().orElse(0);
        double deviation = Math.sqrt(
                Arrays.stream(ratios).map(r -> (r - mean) * (r - mean)).sum() / (ratios.length - 1));
        double bound = mean - T_95 * deviation / Math.sqrt(ratios.length);
        System.out.printf(
                "%s: mean %.4f, lower 95 %% bound %.4f (n %d, sd %.4f)%n", what, mean, bound, ratios.length, deviation);
        return bound;
    }

    /**
     * In turn, and the first of a pair in turn, too. A sender at full speed never waits, so its rate by its own processor time is the one that
     * it has on a quiet host, also beside others.
     *
     * @return the lower end of the mean ratio, by processor time
     */
    private static double recorder(InetSocketAddress sink, int pairs) throws InterruptedException {
        double[] ratios = new double[pairs];
        double[] cpuRatios = new double[pairs];
        for (int i = -4; i < pairs; i++) {
            boolean first = (i & 1) == 0;
            SinkStorm one = new SinkStorm(sink, null, first);
            double oneRate = one.flatOut(SECOND_NS);
            SinkStorm other = new SinkStorm(sink, null, !first);
            double otherRate = other.flatOut(SECOND_NS);
            if (i >= 0) {
                ratios[i] = first ? oneRate / otherRate : otherRate / oneRate;
                cpuRatios[i] = first ? other.cpuNs() / one.cpuNs() : one.cpuNs() / other.cpuNs();
                SinkStorm off = first ? other : one;
                System.out.printf(
                        "%2d  %.3f million/s and %.1f ns of processor an attempt without the books; with them %.4f, %.1f ns more%n",
                        i,
                        (first ? otherRate : oneRate) / 1e6,
                        off.cpuNs(),
                        ratios[i],
                        off.cpuNs() / cpuRatios[i] - off.cpuNs());
            }
        }
        double _ = summary("rate with / without the books", ratios);
        return summary("the same for a sender that has its core to itself", cpuRatios);
    }

    private static double allocation(InetSocketAddress sink) throws InterruptedException {
        SinkStorm storm = new SinkStorm(sink, null, true);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long warm = 1_000_000;
        long all = warm + 10_000_000;
        long before = 0;
        long from = 0;
        while (storm.sent < all) {
            if (storm.sent < warm) {
                before = threads.getCurrentThreadAllocatedBytes();
                from = storm.sent;
            }
            storm.turn(storm.clock.nowNs());
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        System.out.printf(
                "%d bytes in %d attempts on the sender's thread: %.6f an attempt%n",
                bytes, storm.sent - from, (double) bytes / (storm.sent - from));
        storm.end(storm.start());
        return (double) bytes / (storm.sent - from);
    }

    private static void delete(Path bundle) throws IOException {
        try (var files = Files.walk(bundle)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void paced(InetSocketAddress sink, long rate, long seconds, Path directory)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        SinkStorm storm = new SinkStorm(sink, directory, true);
        try (FileChannel channel = FileChannel.open(
                directory.resolve("progress"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MappedByteBuffer progress = channel.map(FileChannel.MapMode.READ_WRITE, 0, 16);
            storm.at(rate, seconds, progress);
        }
        System.out.printf(
                "%d attempts, %.2f bytes an attempt, %d rows lost%n",
                storm.sent, storm.bytesPerAttempt(), storm.lostRows());
    }

    private static void lost(Path directory) throws IOException {
        long[] newest = new long[2];
        JournalReader.Listener listener = new JournalReader.Listener() {
            @Override
            public void row(int stream, long first, long second, long third) {
                if (Tape.code(first) == Event.SENT.ordinal() || Tape.code(first) == Event.SKIPPED.ordinal()) {
                    newest[0] = Tape.atNs(second, third);
                    newest[1]++;
                }
            }
        };
        String damage;
        try (JournalReader journal = Journals.open(directory)) {
            boolean more = true;
            while (more) {
                more = journal.advance(listener);
            }
            damage = journal.damage().orElse("nothing damaged");
        }
        ByteBuffer progress = ByteBuffer.wrap(Files.readAllBytes(directory.resolve("progress")));
        System.out.printf(
                "%d of %d attempts sent are in the journal; %.1f ms are lost; %s%n",
                newest[1], progress.getLong(8), (progress.getLong(0) - newest[0]) / 1e6, damage);
    }

    /** @return attempts a second */
    private double flatOut(long lengthNs) throws InterruptedException {
        Thread journal = start();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long cpuStartNs = threads.getCurrentThreadCpuTime();
        long startNs = clock.nowNs();
        long nowNs = startNs;
        while (nowNs - startNs < lengthNs) {
            turn(nowNs);
            nowNs = clock.nowNs();
        }
        cpuNs = threads.getCurrentThreadCpuTime() - cpuStartNs;
        end(journal);
        return sent * (double) SECOND_NS / (nowNs - startNs);
    }

    private void at(long rate, long seconds, MappedByteBuffer progress) throws InterruptedException {
        Thread journal = start();
        long startNs = clock.nowNs();
        long all = rate * seconds;
        while (sent < all) {
            long nowNs = clock.nowNs();
            long due = Math.min(all, (nowNs - startNs) * rate / SECOND_NS);
            if (due == sent) {
                Thread.onSpinWait();
                continue;
            }
            for (long most = Math.min(due, sent + TURN); sent < most; ) {
                attempt(startNs + sent * SECOND_NS / rate, nowNs);
            }
            wire.flush();
            progress.putLong(0, nowNs);
            progress.putLong(8, sent);
        }
        end(journal);
    }

    private Thread start() {
        Thread journal = new Thread(() -> {
            Idle idle = Idle.parking(5_000_000);
            while (!over && journalist != null) {
                journalist.doWork(clock.nowNs());
                idle.idle(journalist.nextDueNs() - clock.nowNs());
            }
        });
        journal.start();
        return journal;
    }

    private void end(Thread journal) throws InterruptedException {
        over = true;
        journal.join();
        if (journalist != null) {
            journalist.finish(kept -> new State(clock.nowNs(), List.of(), List.of(), null));
        }
        wire.close();
        loop.close();
    }

    private void turn(long nowNs) {
        for (int i = 0; i < TURN; i++) {
            attempt(nowNs, nowNs);
        }
        wire.flush();
    }

    private void attempt(long intended, long nowNs) {
        int slot = (int) (sent & (UNDER_WAY - 1));
        long attempt = word(sent);
        int phase = 0;
        if (booked) {
            if (sent >= UNDER_WAY) {
                recorder.record(Event.TIMED_OUT, word(sent - UNDER_WAY), 0, intendedNs[slot], nowNs);
            }
            phase = recorder.intended(attempt, intended, true);
        }
        // A refused datagram waits for the next turn in any case: a full socket is no matter here.
        boolean left = wire.send(attempt, intended, nowNs);
        if (booked) {
            recorder.record(left ? Event.SENT : Event.SKIPPED, attempt, phase, intended, nowNs);
        }
        intendedNs[slot] = intended;
        sent++;
    }

    /** Of the sender's thread, an attempt. */
    private double cpuNs() {
        return (double) cpuNs / sent;
    }

    private static long word(long n) {
        return Attempt.of(0, (int) (n & (SOURCES - 1)), (int) (n / SOURCES) + 1);
    }

    private double bytesPerAttempt() {
        return journalist == null || journalist.kept() == null
                ? 0
                : (double) journalist.kept().bytes() / sent;
    }

    private long lostRows() {
        return journalist == null || journalist.kept() == null
                ? 0
                : journalist.kept().lostRows();
    }
}
