package io.squall.run;

import com.sun.management.UnixOperatingSystemMXBean;
import io.squall.guard.Guard;
import io.squall.guard.Permit;
import io.squall.scenario.Population;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import io.squall.scenario.Transport;
import java.lang.management.ManagementFactory;

/**
 * The most that a scenario can ask of the host, computed before anything is sent.
 *
 * @param attemptsPerSecond if every source retries as fast as its timeout allows
 * @param inFlight attempts under way at once
 * @param openFiles sockets of clients, relay and plane together
 */
record Demand(double attemptsPerSecond, long inFlight, long openFiles) {
    private static final long OTHER_FILES = 200;

    static Demand of(Scenario scenario) {
        double rate = 0;
        long inFlight = 0;
        long files = OTHER_FILES;
        for (StormSpec storm : scenario.storms()) {
            int sources = storm.population().sources();
            double own = sources / (storm.behaviour().timeout().meanNs() / 1e9);
            rate += storm.population() instanceof Population.Open open
                    ? own + open.shape().peakPerSecond()
                    : own;
            inFlight += sources;
            // All pushes of a storm pass through one socket.
            files += storm.transport() == Transport.PUSH
                    ? 0
                    : sockets(scenario, storm.name(), storm.transport(), sources);
        }
        for (ProbeSpec probe : scenario.probes()) {
            int sources = Ensemble.terms(scenario, probe).sources();
            rate += 1e9 / probe.periodNs();
            inFlight += sources;
            files += sockets(scenario, probe.name(), probe.transport(), sources);
        }
        return new Demand(rate, inFlight, files);
    }

    /**
     * A connection has a socket at its client, at both sides of the relay, and at the plane, unless that is another process; a
     * UDP source one on each side.
     */
    private static long sockets(Scenario scenario, String name, Transport transport, int sources) {
        int planes = scenario.upstream().containsKey(name) ? 0 : 1;
        return transport.connects() ? (3L + planes) * sources : 2L * sources;
    }

    /** @throws io.squall.guard.RefusedException beyond a cap @throws HostException if the process may not open so many files */
    Permit permit(Scenario scenario) {
        Permit permit = new Guard().permit(attemptsPerSecond, inFlight, scenario.durationNs());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            long limit = unix.getMaxFileDescriptorCount();
            if (openFiles > limit) {
                throw new HostException("this scenario can need " + openFiles
                        + " open files at once, and this process may have " + limit + ": raise the limit (ulimit -n "
                        + openFiles + ") or lower the number of sources");
            }
        }
        return permit;
    }
}
