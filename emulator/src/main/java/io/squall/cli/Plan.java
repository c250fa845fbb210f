package io.squall.cli;

import io.squall.guard.Guard;
import io.squall.run.Demand;
import io.squall.run.Demand.OfClass;
import io.squall.scenario.Path;
import io.squall.scenario.Phase;
import io.squall.scenario.Scenario;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code --dry-run} says: what a run would do, and what it would ask of this host. */
record Plan(Demand demand) {
    private static final double MB = 1e6;

    /**
     * Prints it.
     *
     * @param sockets whether it would be on real ones
     * @param atOnce how many runs side by side
     */
    void print(PrintWriter out, boolean sockets, int atOnce) {
        Scenario s = demand.scenario();
        out.printf(
                Locale.ROOT,
                "%s: %s%nhash %.12s, seed %d%n%n",
                s.name(),
                s.title(),
                s.hash(),
                s.seed().value());
        out.printf(Locale.ROOT, "Phases, %.0f s in all:%n", s.durationNs() / 1e9);
        s.phases()
                .forEach(phase -> out.printf("    %-24s %-11s %s%n", phase.name(), word(phase.kind()), length(phase)));
        out.println();
        out.printf("%-16s %-5s %-12s %9s %10s %11s%n", "Class", "over", "path", "usual", "at worst", "at worst");
        for (OfClass c : demand.classes()) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %-5s %-12s %7.0f/s %8.0f/s %6.2f MB/s%n",
                    c.traffic().name(),
                    word(c.traffic().transport()),
                    c.traffic().path(),
                    c.usual(),
                    c.worst(),
                    c.worst() * c.bytesPerAttempt() / MB);
        }
        out.printf(
                Locale.ROOT,
                "%-35s %7.0f/s %8.0f/s of the Guard's %d/s%n%n",
                "All, attempts a second",
                demand.classes().stream().mapToDouble(OfClass::usual).sum(),
                demand.attemptsPerSecond(),
                Guard.MAX_ATTEMPTS_PER_SECOND);
        s.paths().forEach(path -> load(out, path));
        if (sockets) {
            sockets(out);
        } else {
            out.println("In virtual time: "
                    + (atOnce == 1 ? "one thread" : atOnce + " runs at a time, a thread each")
                    + ", no socket, nothing is sent.");
        }
        out.printf(
                Locale.ROOT,
                "Estimates: %.0f MB of heap of this Java's %.0f MB; a bundle of %.1f MB.%n",
                atOnce * demand.heapBytes(sockets) / MB,
                Demand.heapLimit() / MB,
                demand.bundleBytes() / MB);
        out.println("Nothing was sent: this was a dry run.");
        out.flush();
    }

    private void load(PrintWriter out, Path path) {
        double capacity = path.capacity().perSecond() * path.parallel();
        var on = demand.classes().stream()
                .filter(c -> c.traffic().path().equals(path.name()))
                .toList();
        double usual =
                on.stream().mapToDouble(c -> c.usual() * c.traffic().legs()).sum();
        double worst =
                on.stream().mapToDouble(c -> c.worst() * c.traffic().legs()).sum();
        if (worst == 0) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s carries %.0f packets/s: usually offered %.0f/s (%.0f %%), at worst %.0f/s (%.0f %%).%n",
                path.name(),
                capacity,
                usual,
                100 * usual / capacity,
                worst,
                100 * worst / capacity);
        if (path.flows() != null) {
            table(out, path, path.flows(), on);
        }
    }

    /** Little's law: new flows a second times how long each is held; a kept flow is one for each source. */
    private static void table(PrintWriter out, Path path, Path.Flows flows, List<OfClass> on) {
        double usual = 0;
        for (OfClass c : on) {
            boolean connects = c.traffic().transport().connects();
            double heldNs = (connects ? flows.closed() : flows.udpStream()).meanNs();
            usual += c.traffic().freshPorts() ? c.usual() * heldNs / 1e9 : c.addresses();
        }
        long entries = (long) flows.entries() * path.parallel();
        out.printf(
                Locale.ROOT,
                "%s keeps %d flows: usually about %.0f (%.0f %%), once they have been held for as long as they are.%n",
                path.name(),
                entries,
                usual,
                100 * usual / entries);
    }

    private void sockets(PrintWriter out) {
        Scenario s = demand.scenario();
        String upstream = s.upstream().entrySet().stream()
                .map(e -> ", " + e.getKey() + " at " + e.getValue().getHostString() + ":"
                        + e.getValue().getPort())
                .collect(Collectors.joining());
        boolean frames = demand.emitters() > 0;
        out.printf(
                Locale.ROOT,
                "Targets: loopback only (127.0.0.0/8%s)%s; %d listening ports, sources on up to %d addresses.%n",
                frames ? ", and 198.18.0.0/15 between two network namespaces of the run's own" : "",
                upstream,
                2 * demand.classes().size(),
                demand.classes().stream().mapToLong(OfClass::addresses).sum());
        out.printf(
                Locale.ROOT,
                "Open files: up to %d; in flight up to %d attempts of the Guard's %d; %d threads.%n",
                demand.openFiles(),
                demand.inFlight(),
                Guard.MAX_IN_FLIGHT,
                demand.threads());
        out.printf(
                Locale.ROOT,
                "Time: %.0f s and about %.0f s of calibration; the Guard allows %d h. Privileges: %s.%n",
                s.durationNs() / 1e9,
                demand.besidesNs() / 1e9,
                Guard.MAX_DURATION_NS / 3_600_000_000_000L,
                frames ? "CAP_SYS_ADMIN, CAP_NET_ADMIN and CAP_BPF, for the kernel lane" : "none");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String length(Phase phase) {
        String drops = phase.drop().entrySet().stream()
                .map(e -> String.format(
                        Locale.ROOT, ", %.0f %% of %s lose their connection", 100 * e.getValue(), e.getKey()))
                .collect(Collectors.joining());
        return switch (phase.end()) {
                    case Phase.End.After(long ns) -> String.format(Locale.ROOT, "%.1f s", ns / 1e9);
                    case Phase.End.Until(String mitigation) -> "until " + mitigation;
                    case Phase.End.EndOfRun() -> "to the end";
                }
                + drops;
    }
}
