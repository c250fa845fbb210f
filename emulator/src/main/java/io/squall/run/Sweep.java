package io.squall.run;

import io.squall.scenario.Range;
import io.squall.scenario.Scenario;
import io.squall.verdict.Goal;
import io.squall.verdict.Goal.Finding;
import io.squall.verdict.Hysteresis;
import io.squall.verdict.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/**
 * A scenario at many values and seeds, in virtual time on all cores. Every trial is a simulation of its own from its first instant:
 * it shares no state with another, and is settled when no control class starves before its trigger.
 */
public record Sweep(Trials trials, Goal goal, Loader loader, long firstSeed, int seeds) {
    /** Reads the scenario with some values set. */
    @FunctionalInterface
    public interface Loader {
        Scenario load(List<String> sets, long seed);
    }

    /** As it is tried: without its operator, unless the goal is the scenario's own. */
    public Scenario scenario(List<String> sets, long seed) {
        Scenario scenario = loader.load(sets, seed);
        return goal.isUnmitigated() ? scenario.unmitigated() : scenario;
    }

    /**
     * Tries settings, each with all seeds.
     *
     * @param finished told how many trials are done, on any thread
     * @return for each setting a finding by seed; an empty list if it was not done before the kill switch
     */
    public List<List<Finding>> findings(List<List<String>> settings, IntConsumer finished) {
        List<Optional<Finding>> all = tried(settings, finished);
        List<List<Finding>> findings = new ArrayList<>();
        for (int at = 0; at < all.size(); at += seeds) {
            List<Finding> done = untilStopped(all.subList(at, at + seeds));
            findings.add(done.size() == seeds ? done : List.of());
        }
        return findings;
    }

    private static List<Finding> untilStopped(List<Optional<Finding>> seeds) {
        return seeds.stream()
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Optional<Finding>> tried(List<List<String>> settings, IntConsumer finished) {
        return trials.run(
                Math.multiplyExact(settings.size(), seeds),
                i -> {
                    Scenario scenario = scenario(settings.get(i / seeds), firstSeed + i % seeds);
                    return goal.of(trials.judge(scenario), scenario.windowNs());
                },
                finished);
    }

    /** Searches to its end, or as far as it came before the kill switch: then something is left to try. */
    public Search search(Search begun, IntConsumer finished) {
        Search search = begun;
        int before = 0;
        for (OptionalDouble next = search.next(); next.isPresent(); next = search.next()) {
            double value = next.getAsDouble();
            int done = before;
            List<Finding> findings =
                    untilStopped(tried(List.of(search.range().sets(value)), n -> finished.accept(done + n)));
            if (findings.size() < seeds) {
                return findings.isEmpty() ? search : search.withBegun(value, findings);
            }
            before += seeds;
            search = search.with(value, findings);
        }
        return search;
    }

    /** Sweeps up and down once with each seed; those that the kill switch cut short are missing. */
    public List<Hysteresis> hysteresis(Range range, long settleNs, IntConsumer finished) {
        // What cannot change in a run is said once, not for every step.
        loader.load(staircase(range, settleNs, 1), firstSeed);
        List<String> sets = staircase(range, settleNs, 2 * Hysteresis.STEPS - 1);
        return trials
                .run(
                        seeds,
                        i -> Hysteresis.of(range, settleNs, trials.judge(loader.load(sets, firstSeed + i))),
                        finished)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** A phase for each step, with no trigger among them, no operator, and nothing expected. */
    private static List<String> staircase(Range range, long settleNs, int steps) {
        List<String> phases = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            String change = change(range, Hysteresis.value(range, step));
            String length = step == steps - 1 ? "" : ", for: " + settleNs + " ns";
            phases.add("{ name: step-" + step + ", kind: storm" + length + ", set: " + change + " }");
        }
        return List.of(
                "operator={}",
                "criteria=[]",
                "expect={}",
                "duration=" + steps * settleNs + " ns",
                "phases=[" + String.join(", ", phases) + "]");
    }

    /** {@code a.b.c=v} as a nested map. The paths of a range that begin alike must not be keys twice: one path only. */
    private static String change(Range range, double value) {
        String[] keys = range.paths().getFirst().split("\\.", -1);
        return "{ " + String.join(": { ", keys) + ": " + range.write(value) + " }".repeat(keys.length);
    }
}
