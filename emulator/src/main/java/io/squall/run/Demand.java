package io.squall.run;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.squall.guard.Guard;
import io.squall.guard.Permit;
import io.squall.load.Spread;
import io.squall.record.Timeline;
import io.squall.scenario.Mitigation;
import io.squall.scenario.Phase;
import io.squall.scenario.Population;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.scenario.Settings;
import io.squall.scenario.StormSpec;
import io.squall.scenario.Traffic;
import io.squall.scenario.Transport;
import io.squall.wire.kernel.KernelLane;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The most that a scenario can ask of the host, computed before anything is sent. */
public record Demand(Scenario scenario, List<OfClass> classes) {
    private static final long OTHER_FILES = 200;
    // After dec-7 on sockets: 43 MB of heap alive with some 9,000 sockets open, and a bundle of 2.36 MB (900 cuts, 7
    // classes).
    private static final long HEAP_BYTES = 32L << 20;
    private static final long HEAP_BYTES_OF_SOCKET = 2_000;
    /** In virtual time: 95 MB alive with 500,000 of them. */
    private static final long HEAP_BYTES_OF_SOURCE = 200;

    private static final long HEAP_BYTES_OF_CUT = 150;
    private static final long HEAP_BYTES_OF_ROW = 150;
    /** Share of the heap that can be alive before the collector does little but look for the rest. */
    private static final double FILLED = 0.7;

    private static final long BUNDLE_BYTES = 320_000;
    private static final long BUNDLE_BYTES_OF_ROW = 330;

    /**
     * What one class asks for.
     *
     * @param usual attempts a second at the start
     * @param worst attempts a second if every source retries as fast as its timeout and its first back-off allow, in whichever phase and
     *     after whichever mitigation that is most; a refusal that comes before the timeout makes it more, up to the Guard's cap
     * @param inFlight attempts under way at once
     * @param openFiles sockets of clients, relay and plane together
     * @param addresses of 127.0.0.0/8 from which it sends
     */
    public record OfClass(Traffic traffic, double usual, double worst, long inFlight, long openFiles, long addresses) {
        /** Of its modelled packets, both ways. */
        public long bytesPerAttempt() {
            int back = traffic.legs() / 2;
            return (long) (traffic.legs() - back) * traffic.requestBytes() + (long) back * traffic.responseBytes();
        }
    }

    /** Of a scenario. */
    public static Demand of(Scenario scenario) {
        List<Settings> all = settings(scenario);
        List<OfClass> classes = new ArrayList<>();
        for (int i = 0; i < scenario.storms().size(); i++) {
            StormSpec storm = scenario.storms().get(i);
            int index = i;
            double worst = all.stream()
                    .mapToDouble(s -> worst(s.storms().get(index)))
                    .max()
                    .orElse(0);
            double usual = usual(storm.population());
            int sources = storm.population().sources();
            // All pushes of a storm pass through one socket.
            boolean one = storm.transport() == Transport.PUSH;
            classes.add(new OfClass(
                    storm.traffic(),
                    usual,
                    Math.max(worst, usual + dropped(scenario, storm)),
                    sources,
                    one ? 0 : sockets(scenario, storm.traffic(), sources),
                    storm.byKernel() ? 1 + sources / KernelLane.PORTS : one ? 1 : sources));
        }
        for (ProbeSpec probe : scenario.probes()) {
            int sources = Ensemble.terms(scenario, probe).sources();
            double rate = 1e9 / probe.periodNs();
            classes.add(new OfClass(
                    probe.traffic(), rate, rate, sources, sockets(scenario, probe.traffic(), sources), sources));
        }
        return new Demand(scenario, classes);
    }

    /** As they are at the start, in each phase, and after each mitigation. */
    private static List<Settings> settings(Scenario scenario) {
        Stream<String> phases =
                scenario.phases().stream().filter(Phase::changes).map(p -> "phases." + p.name());
        Stream<String> operator = scenario.operator().stream()
                .filter(m -> m.action() instanceof Mitigation.Action.Change)
                .map(m -> "operator." + m.name());
        return Stream.concat(
                        Stream.of(scenario.settings()),
                        Stream.concat(phases, operator).map(owner -> Scenarios.settings(scenario, List.of(owner))))
                .toList();
    }

    private static double usual(Population population) {
        return switch (population) {
            case Population.Closed(int sources, Spread think) -> sources / (Math.max(1, think.meanNs()) / 1e9);
            case Population.Open open -> open.shape().points().getFirst().rate().perSecond();
        };
    }

    private static double worst(StormSpec storm) {
        var retry = storm.behaviour().retry();
        int sources = storm.population().sources();
        double againNs = storm.behaviour().timeout(0).meanNs() + retry.backoff().delayNs(1, 0, 0.5);
        double again = retry.limit() == 0 ? 0 : sources / (againNs / 1e9);
        return storm.population() instanceof Population.Open open
                ? again + open.shape().peakPerSecond()
                : Math.max(again, usual(storm.population()));
    }

    /** Attempts a second that come of lost connections, in the phase in which they are most. */
    private static double dropped(Scenario scenario, StormSpec storm) {
        double most = 0;
        for (Phase phase : scenario.phases()) {
            if (phase.end() instanceof Phase.End.After(long lengthNs)) {
                double share = phase.drop().getOrDefault(storm.name(), 0.0);
                most = Math.max(most, share * storm.population().sources() / (lengthNs / 1e9));
            }
        }
        return most;
    }

    /**
     * A connection has a socket at its client, at both sides of the relay, and at the plane, unless that is another process; a
     * UDP source one on each side.
     */
    private static long sockets(Scenario scenario, Traffic traffic, int sources) {
        int planes = scenario.upstream().containsKey(traffic.name()) ? 0 : 1;
        return traffic.transport().connects() ? (3L + planes) * sources : 2L * sources;
    }

    public double attemptsPerSecond() {
        return classes.stream().mapToDouble(OfClass::worst).sum();
    }

    public long inFlight() {
        return classes.stream().mapToLong(OfClass::inFlight).sum();
    }

    public long openFiles() {
        return OTHER_FILES + classes.stream().mapToLong(OfClass::openFiles).sum();
    }

    /**
     * Without these a run is refused: a connection has a fourth socket, the plane's, only once its request has passed the device, which
     * not all can at once. A run that lacks one all the same skips, and is INVALID.
     */
    public long leastOpenFiles() {
        long fourth = classes.stream()
                .filter(c -> c.traffic().transport().connects())
                .mapToLong(c -> Math.max(0, c.openFiles() - 3 * c.inFlight()))
                .sum();
        return openFiles() - fourth;
    }

    /** The plane's, the relay's, the shard's, one for each probe and each emitter, the hiccups' and the conductor's. */
    public int threads() {
        return 4 + scenario.probes().size() + (scenario.storms().isEmpty() ? 0 : 1) + emitters();
    }

    /** Storms whose frames the kernel emits; each takes a core. */
    public int emitters() {
        return (int) scenario.storms().stream().filter(StormSpec::byKernel).count();
    }

    /**
     * Java heap in use at the most: an estimate.
     *
     * @param sockets whether on real ones
     */
    public long heapBytes(boolean sockets) {
        long traffic = sockets ? HEAP_BYTES_OF_SOCKET * openFiles() : HEAP_BYTES_OF_SOURCE * inFlight();
        return HEAP_BYTES + traffic + HEAP_BYTES_OF_CUT * classCuts() + HEAP_BYTES_OF_ROW * classRows();
    }

    /** The size of what the run leaves behind: an estimate. */
    public long bundleBytes() {
        return BUNDLE_BYTES + BUNDLE_BYTES_OF_ROW * classRows();
    }

    private long classCuts() {
        return scenario.durationNs() / Timeline.CUT_NS * (classes.size() + 1);
    }

    private long classRows() {
        return classCuts() / new Timeline(scenario.durationNs(), 1).cutsPerRow();
    }

    /** What {@code run} takes besides the scenario's own duration: the calibration before, and the last answers after. */
    public long besidesNs() {
        return Calibration.LENGTH_NS + 3 * SimulatedRun.drainNs(scenario);
    }

    /** That this process may have, in bytes: Java's own figure moves with the survivor space of the parallel collector. */
    public static long heapLimit() {
        return ManagementFactory.getPlatformMXBeans(HotSpotDiagnosticMXBean.class).stream()
                .mapToLong(vm -> Long.parseLong(vm.getVMOption("MaxHeapSize").getValue()))
                .findFirst()
                .orElse(Runtime.getRuntime().maxMemory());
    }

    /** How many runs in virtual time find room in the heap side by side: at least one. */
    public int atOnce() {
        return Math.toIntExact(Math.max(1, (long) (FILLED * heapLimit() / heapBytes(false))));
    }

    /** Open files that this process may have; negative if this platform does not say. */
    static long fileLimit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : -1;
    }

    /** @throws io.squall.guard.RefusedException beyond a cap or loopback @throws HostException if the process may not open so many files */
    public Permit permit() {
        Permit permit = new Guard().permit(attemptsPerSecond(), inFlight(), scenario.durationNs());
        scenario.upstream().values().forEach(permit::check);
        long limit = fileLimit();
        if (limit >= 0 && leastOpenFiles() > limit) {
            throw new HostException("this scenario can need " + openFiles()
                    + " open files at once, and this process may have " + limit + ": raise the limit (ulimit -n "
                    + openFiles() + ") or lower the number of sources");
        }
        return permit;
    }
}
