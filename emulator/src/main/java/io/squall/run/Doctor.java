package io.squall.run;

import com.sun.management.OperatingSystemMXBean;
import io.squall.record.Hiccups;
import io.squall.record.Lateness;
import io.squall.record.Timeline;
import io.squall.scenario.Scenario;
import io.squall.socket.Sockets;
import io.squall.time.Idle;
import io.squall.time.SystemClock;
import io.squall.wire.kernel.KernelLane;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds what a scenario needs against what this host has. Sends nothing. */
public final class Doctor {
    private static final int OLDEST_JDK = 25;
    private static final int BACKLOG = 4096;
    private static final long RECEIVE_BYTES = 4 << 20;
    private static final int LEAST_PORTS = 10_000;
    private static final double MB = 1e6;
    private static final long TICK_NS = 1_000_000;

    private final Scenario scenario;
    private final Demand demand;
    private final Path kernel;
    private final long watchNs;

    /** How it is with one thing. */
    public enum Level {
        OK,
        WARN,
        FAIL,
        /** This platform does not say. */
        UNKNOWN
    }

    /** @param sentence what it means for a run, and how to mend it */
    public record Finding(Level level, String what, String sentence) {}

    /**
     * @param kernel where Linux shows its settings: {@code /proc/sys}
     * @param watchNs for how long its timers are watched
     */
    public Doctor(Scenario scenario, Path kernel, long watchNs) {
        this.watchNs = watchNs;
        this.scenario = scenario;
        demand = Demand.of(scenario);
        this.kernel = kernel;
    }

    /** Takes as long as the timers are watched. */
    public List<Finding> examine() {
        // It tells the load since it was asked last.
        double _ = busy();
        Finding timers = hiccups();
        String burst = "a burst of connections can overflow the listen queues, and the run is INVALID";
        List<Finding> findings = new ArrayList<>(List.of(
                jdk(),
                cores(),
                memory(),
                openFiles(),
                atLeast("net/core/somaxconn", BACKLOG, burst),
                atLeast("net/ipv4/tcp_max_syn_backlog", BACKLOG / 4, burst),
                atLeast(
                        "net/core/rmem_max",
                        RECEIVE_BYTES,
                        "a burst of datagrams can overflow a socket's buffer, and the run is INVALID"),
                ports(),
                loopback(),
                epoll(),
                segments(),
                load(busy()),
                timers,
                disk()));
        if (demand.emitters() > 0) {
            findings.add(kernelLane());
        }
        return findings;
    }

    private static Finding kernelLane() {
        return KernelLane.trouble()
                .map(why -> new Finding(Level.FAIL, "kernel lane", "not here: " + why))
                .orElse(new Finding(
                        Level.OK, "kernel lane", "namespaces can be made, and the kernel takes the programs"));
    }

    private static Finding of(boolean well, Level otherwise, String what, String fact, String trouble) {
        return well ? new Finding(Level.OK, what, fact) : new Finding(otherwise, what, fact + ": " + trouble);
    }

    private static Finding jdk() {
        return of(
                Runtime.version().feature() >= OLDEST_JDK,
                Level.FAIL,
                "JDK",
                "Java " + Runtime.version(),
                "install a JDK " + OLDEST_JDK + " or later, or name it in SQUALL_JAVA");
    }

    private Finding cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        return of(
                cores > 1,
                Level.WARN,
                "cores",
                cores + " for " + demand.threads() + " threads, most of which wait",
                "clients, relay and plane share one core; expect INVALID unless the load is small");
    }

    private Finding memory() {
        long heap = Demand.heapLimit();
        return of(
                demand.heapBytes(true) <= heap,
                Level.FAIL,
                "memory",
                String.format(
                        Locale.ROOT, "%.0f MB of heap, about %.0f MB needed", heap / MB, demand.heapBytes(true) / MB),
                "the run would end in an OutOfMemoryError; give it more: SQUALL_JAVA_OPTS=-Xmx4g");
    }

    private Finding openFiles() {
        long limit = Demand.fileLimit();
        if (limit < 0) {
            return unknown("open files");
        }
        boolean refused = demand.leastOpenFiles() > limit;
        return of(
                demand.openFiles() <= limit,
                refused ? Level.FAIL : Level.WARN,
                "open files",
                limit + ", up to " + demand.openFiles() + " needed",
                (refused ? "the run would be refused" : "a storm that takes them all is INVALID")
                        + "; raise the limit (ulimit -n " + demand.openFiles() + "), or lower the number of sources");
    }

    private Optional<String> kernel(String setting) {
        return Environment.kernel(kernel, setting);
    }

    private Finding atLeast(String setting, long least, String trouble) {
        String name = setting.replace('/', '.');
        return kernel(setting)
                .map(value -> of(
                        Long.parseLong(value) >= least,
                        Level.WARN,
                        name,
                        value,
                        trouble + "; sysctl -w " + name + "=" + least))
                .orElseGet(() -> unknown(name));
    }

    /** Every source has an address of its own, so a narrow range hurts only where one source asks often. */
    private Finding ports() {
        return kernel("net/ipv4/ip_local_port_range")
                .map(value -> {
                    List<String> ends = List.of(value.split("\\s+", 2));
                    int ports = Integer.parseInt(ends.get(1)) - Integer.parseInt(ends.get(0)) + 1;
                    return of(
                            ports >= LEAST_PORTS,
                            Level.WARN,
                            "ports",
                            ports + " for each source's address",
                            "attempts without a port are skipped, and the run is INVALID; "
                                    + "sysctl -w net.ipv4.ip_local_port_range='10000 60999'");
                })
                .orElseGet(() -> unknown("ports"));
    }

    private static Finding loopback() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 1, 2, 3}))) {
            return new Finding(
                    Level.OK,
                    "loopback",
                    "all of 127.0.0.0/8 can be used, as "
                            + socket.getInetAddress().getHostAddress());
        } catch (IOException e) {
            return new Finding(
                    Level.FAIL,
                    "loopback",
                    "127.1.2.3 cannot be used (" + e.getMessage()
                            + "): every source needs an address of its own in 127.0.0.0/8, which Linux gives by default");
        }
    }

    private static Finding epoll() {
        return of(
                Sockets.best() == Sockets.EPOLL,
                Level.WARN,
                "sockets",
                Sockets.best().name().toLowerCase(Locale.ROOT),
                "no native epoll for this platform, so waits are coarser (1 ms) and the same load takes more CPU");
    }

    private static Finding segments() {
        return of(
                Sockets.best().segments(),
                Level.WARN,
                "UDP GSO",
                Sockets.best().segments() ? "yes" : "no",
                "a storm of pushes takes a system call for each datagram; Linux 4.18 or later has it");
    }

    /** @param busy share of all cores while the timers were watched; negative if this platform does not say */
    static Finding load(double busy) {
        return busy < 0
                ? unknown("CPU load")
                : of(
                        busy < 0.5,
                        Level.WARN,
                        "CPU load",
                        String.format(Locale.ROOT, "%.0f %% now", 100 * busy),
                        "who else works here? A run that falls behind is INVALID; wait, or use a quiet host");
    }

    private static double busy() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os ? os.getCpuLoad() : -1;
    }

    private Finding hiccups() {
        SystemClock clock = new SystemClock(0);
        Lateness lateness = new Lateness(new Timeline(watchNs, 1));
        Hiccups hiccups = new Hiccups(lateness);
        Idle idle = Idle.parking(TICK_NS);
        for (long nowNs = clock.nowNs(); nowNs < watchNs; nowNs = clock.nowNs()) {
            if (nowNs >= hiccups.nextDueNs()) {
                hiccups.doWork(nowNs);
            }
            idle.idle(hiccups.nextDueNs() - clock.nowNs());
        }
        return judge(lateness.percentileNs(99), lateness.maxNs());
    }

    /** By the rules of validity: a stall of half a window, lateness of a quarter of the smallest deadline. */
    public Finding judge(long p99Ns, long maxNs) {
        long stallNs = scenario.windowNs() / 2;
        String fact = String.format(
                Locale.ROOT, "a timer of 1 ms came up to %.1f ms late, p99 %.1f ms", maxNs / 1e6, p99Ns / 1e6);
        String trouble = "probes of a " + scenario.smallestDeadlineNs() / 1_000_000
                + " ms deadline may be late by a quarter of it; use a quiet host, and no power saving";
        boolean fails = p99Ns > scenario.skipAfterNs() || maxNs > stallNs;
        return of(
                !fails && p99Ns <= scenario.skipAfterNs() / 4,
                fails ? Level.FAIL : Level.WARN,
                "timers",
                fact,
                (fails ? "a run now would be INVALID, " : "near to INVALID, ") + trouble);
    }

    private Finding disk() {
        try {
            long free = Files.getFileStore(Path.of("")).getUsableSpace();
            long need = demand.bundleBytes() + (64L << 20);
            return of(
                    free >= need,
                    Level.FAIL,
                    "disk",
                    String.format(Locale.ROOT, "%.0f MB free here, %.0f MB needed", free / MB, need / MB),
                    "the bundle could not be written; name another place with --out");
        } catch (IOException _) {
            return unknown("disk");
        }
    }

    private static Finding unknown(String what) {
        return new Finding(Level.UNKNOWN, what, "unknown here");
    }
}
