package io.squall.verdict;

import io.squall.scenario.Range;
import io.squall.verdict.Goal.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Bisects to the value at which a goal is lost, over several seeds. Bounds are those of RFC 9971 with an exceed ratio of one half:
 *
 * <pre>
 *     seeds that meet the goal   5 5 5 5 4 5 3 3 ╎ 2 1 1 0 0 0
 *                                      ▲         ╎        ▲      a value is a bound on the good side if at most half of its seeds miss
 *                              all pass          ╎     none pass
 *                                                flip            the bracket lies below every value at which more than half miss
 * </pre>
 *
 * <p>Which side is good is found by trying both ends. A pure function of what was tried; each step gives a new one.
 *
 * @param precision width of a bracket that is narrow enough, as a share of its upper end
 * @param tried by value, a finding for each seed
 * @param begun by value, a finding for each of the first seeds; the search was stopped before the others, and no bound rests on these
 */
public record Search(
        Range range,
        double precision,
        NavigableMap<Double, List<Finding>> tried,
        NavigableMap<Double, List<Finding>> begun) {
    private static final int MOST_VALUES = 200;
    /** Near zero a share of the value is no width. */
    private static final double LEAST_SHARE_OF_RANGE = 1e-4;

    /** How far it has come. */
    public enum State {
        SEARCHING,
        FOUND,
        /** Both ends meet the goal. */
        NEVER_MISSED,
        /** Both ends miss it. */
        NEVER_MET,
        /** Of some value no seed could be judged. */
        UNDECIDED
    }

    public static Search of(Range range, double precision) {
        return new Search(range, precision, Collections.emptyNavigableMap(), Collections.emptyNavigableMap());
    }

    public Search with(double value, List<Finding> findings) {
        return new Search(range, precision, and(tried, value, findings), begun);
    }

    /** With a value of which only the first seeds were tried. */
    public Search withBegun(double value, List<Finding> findings) {
        return new Search(range, precision, tried, and(begun, value, findings));
    }

    private static NavigableMap<Double, List<Finding>> and(
            NavigableMap<Double, List<Finding>> known, double value, List<Finding> findings) {
        NavigableMap<Double, List<Finding>> more = new TreeMap<>(known);
        more.put(value, List.copyOf(findings));
        return Collections.unmodifiableNavigableMap(more);
    }

    /** The value to try next; empty when there is nothing more to find. */
    public OptionalDouble next() {
        for (double end : List.of(range.low(), range.high())) {
            if (!tried.containsKey(end)) {
                return OptionalDouble.of(end);
            }
        }
        State known = ends();
        if (known != State.SEARCHING || tried.size() >= MOST_VALUES) {
            return OptionalDouble.empty();
        }
        List<Optional<Bracket>> edges = new ArrayList<>(List.of(bracket()));
        edges.add(edge(Search::isUnanimous, false));
        edges.add(edge(f -> f.contains(Finding.MET), true));
        return edges.stream()
                .flatMap(Optional::stream)
                .filter(this::isWide)
                .mapToDouble(edge -> range.snap(edge.middle()))
                .filter(value -> !tried.containsKey(value))
                .findFirst();
    }

    public State state() {
        State known = tried.size() < 2 ? State.SEARCHING : ends();
        return known != State.SEARCHING || next().isPresent() ? known : State.FOUND;
    }

    private State ends() {
        if (tried.values().stream().anyMatch(f -> f.stream().allMatch(Finding.UNDECIDED::equals))) {
            return State.UNDECIDED;
        }
        boolean low = isGood(tried.firstEntry().getValue());
        boolean high = isGood(tried.lastEntry().getValue());
        return low != high ? State.SEARCHING : low ? State.NEVER_MISSED : State.NEVER_MET;
    }

    /** Whether the goal is met at low values and missed at high ones, and not the other way round. */
    public boolean isMetBelow() {
        return isGood(tried.firstEntry().getValue());
    }

    /** Where the majority flips; empty unless the ends differ. */
    public Optional<Bracket> bracket() {
        return edge(Search::isGood, false);
    }

    /** From the last value at which all seeds meet the goal to the first at which none does; empty if the seeds agree at every value. */
    public Optional<Bracket> zone() {
        if (bracket().isEmpty() || tried.values().stream().allMatch(f -> isUnanimous(f) || !f.contains(Finding.MET))) {
            return Optional.empty();
        }
        List<Double> order = fromGoodToBad();
        double all = edge(Search::isUnanimous, false).map(this::goodEnd).orElse(order.getFirst());
        double none = edge(f -> f.contains(Finding.MET), true).map(this::badEnd).orElse(order.getLast());
        return Optional.of(new Bracket(Math.min(all, none), Math.max(all, none)));
    }

    private double goodEnd(Bracket edge) {
        return isMetBelow() ? edge.lower() : edge.upper();
    }

    private double badEnd(Bracket edge) {
        return isMetBelow() ? edge.upper() : edge.lower();
    }

    private List<Double> fromGoodToBad() {
        return List.copyOf((isMetBelow() ? tried : tried.descendingMap()).keySet());
    }

    /** Between the first value at which something does not hold and the one before it, or between the last at which it does and the one after. */
    private Optional<Bracket> edge(Predicate<List<Finding>> holds, boolean last) {
        if (tried.size() < 2) {
            return Optional.empty();
        }
        List<Double> order = fromGoodToBad();
        List<Boolean> held = order.stream()
                .map(v -> holds.test(tried.getOrDefault(v, List.of())))
                .toList();
        int bad = last ? held.lastIndexOf(true) + 1 : held.indexOf(false);
        if (bad <= 0 || bad == order.size()) {
            return Optional.empty();
        }
        double a = order.get(bad - 1);
        double b = order.get(bad);
        return Optional.of(new Bracket(Math.min(a, b), Math.max(a, b)));
    }

    private boolean isWide(Bracket edge) {
        double enough = Math.max(precision * edge.upper(), LEAST_SHARE_OF_RANGE * (range.high() - range.low()));
        return edge.upper() - edge.lower() > Math.max(enough, range.whole() ? 1 : 0);
    }

    /** At most half of those that could be judged miss it. */
    private static boolean isGood(List<Finding> findings) {
        long missed = findings.stream().filter(Finding::isMiss).count();
        return 2 * missed
                <= findings.stream().filter(f -> f != Finding.UNDECIDED).count();
    }

    private static boolean isUnanimous(List<Finding> findings) {
        return findings.stream().noneMatch(Finding::isMiss);
    }
}
