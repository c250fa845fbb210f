package io.squall.scenario;

import io.squall.load.Seed;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One experiment.
 *
 * @param note what a reader must know before believing a magnitude in it
 * @param source the resolved YAML text from which it was made: parsed again it gives the same scenario
 * @param hash SHA-256 over the resolved text without the seed, in hexadecimal
 */
public record Scenario(
        String name,
        String title,
        String note,
        Seed seed,
        long durationNs,
        List<Phase> phases,
        List<Path> paths,
        Plane plane,
        List<StormSpec> storms,
        List<ProbeSpec> probes,
        List<Mitigation> operator,
        Judging judging,
        Expectation expect,
        String source,
        String hash) {

    /** The class in which the operator's own requests are booked. */
    public static final String OPERATOR = "operator";

    /**
     * How a run is judged.
     *
     * @param windowNs w of the starvation verdict
     * @param holdNs h of the starvation verdict
     * @param criteria conditions for PASS, beside what is expected
     */
    public record Judging(long windowNs, long holdNs, List<Criterion> criteria) {}

    /**
     * The same without its operator, to see what comes of it by itself. A phase that lasts until a mitigation then lasts to the end,
     * and what would come after it never begins. Nothing is expected of it: expectations and criteria are those of the whole.
     */
    public Scenario unmitigated() {
        List<Phase> acts = new ArrayList<>();
        for (Phase phase : phases) {
            boolean waits = phase.end() instanceof Phase.End.Until;
            acts.add(
                    waits
                            ? new Phase(
                                    phase.name(), phase.kind(), new Phase.End.EndOfRun(), phase.drop(), phase.changes())
                            : phase);
            if (waits) {
                break;
            }
        }
        return new Scenario(
                name,
                title,
                note,
                seed,
                durationNs,
                List.copyOf(acts),
                paths,
                plane,
                storms,
                probes,
                List.of(),
                new Judging(windowNs(), holdNs(), List.of()),
                new Expectation(List.of(), null, 0),
                source,
                hash);
    }

    public long windowNs() {
        return judging.windowNs();
    }

    public long holdNs() {
        return judging.holdNs();
    }

    /** What can change while it goes on, as it is at the start. */
    public Settings settings() {
        return new Settings(paths, plane, storms);
    }

    /** What the attempts of a class are made of; the operator's have no traffic of their own. */
    public Traffic traffic(int trafficClass) {
        return trafficClass < storms.size()
                ? storms.get(trafficClass).traffic()
                : probes.get(trafficClass - storms.size()).traffic();
    }

    /** The plane's real servers, by class; the classes without one have a stand-in. In virtual time all are modelled. */
    public Map<String, InetSocketAddress> upstream() {
        Map<String, InetSocketAddress> upstream = new LinkedHashMap<>();
        for (int c = 0; c < trafficClasses(); c++) {
            Traffic traffic = traffic(c);
            for (Plane.ServiceSpec service : plane.services()) {
                InetSocketAddress address = service.upstream();
                if (address != null && service.name().equals(traffic.service())) {
                    upstream.put(traffic.name(), address);
                }
            }
        }
        return upstream;
    }

    /** Storms and probes; the operator's class comes after them. */
    public int trafficClasses() {
        return storms.size() + probes.size();
    }

    /** The names of all traffic classes in the order of their index: storms, probes, and last the operator. */
    public List<String> classes() {
        return Stream.of(
                        storms.stream().map(StormSpec::name), probes.stream().map(ProbeSpec::name), Stream.of(OPERATOR))
                .flatMap(names -> names)
                .toList();
    }

    /**
     * The index of a class.
     *
     * @throws IllegalArgumentException if there is no such class: the parser has let a bad name through
     */
    public int classIndex(String name) {
        return index(classes(), name);
    }

    /**
     * The index of a path.
     *
     * @throws IllegalArgumentException if there is no such path: the parser has let a bad name through
     */
    public int pathIndex(String name) {
        return index(paths.stream().map(Path::name).toList(), name);
    }

    /** The shortest time within which anything must be answered; the rules of validity are shares of it. */
    public long smallestDeadlineNs() {
        long smallest = Long.MAX_VALUE;
        for (ProbeSpec probe : probes) {
            smallest = Math.min(smallest, probe.deadlineNs());
        }
        return smallest;
    }

    /** A slot that is later than this is skipped: a quarter of the smallest deadline. */
    public long skipAfterNs() {
        return probes.isEmpty() ? Long.MAX_VALUE : smallestDeadlineNs() / 4;
    }

    private static int index(List<String> names, String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("there is no " + name + " among " + names);
        }
        return index;
    }
}
