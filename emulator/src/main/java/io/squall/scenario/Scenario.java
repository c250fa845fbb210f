package io.squall.scenario;

import io.squall.load.Seed;
import io.squall.load.Spread;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One experiment.
 *
 * @param note what a reader must know before believing a magnitude in it
 * @param upstream the real servers of the plane, by class; the classes without one have a stand-in. In virtual time the plane's
 *     delay models them all
 * @param windowNs w of the starvation verdict
 * @param holdNs h of the starvation verdict
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
        Spread planeDelay,
        Map<String, InetSocketAddress> upstream,
        List<StormSpec> storms,
        List<ProbeSpec> probes,
        List<Mitigation> operator,
        long windowNs,
        long holdNs,
        Expectation expect,
        String source,
        String hash) {

    /** The class in which the operator's own requests are booked. */
    public static final String OPERATOR = "operator";

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
