package io.squall.report;

import io.squall.scenario.SettingChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs side by side. Those of one scenario are a group, A, B and so on; every other group is held against A. Its JSON Schema is
 * {@code compare.schema.json} beside this class. Instants and durations in ns; null for what never came or is not there.
 *
 * @param mode of all of them
 */
public record Comparison(String schema, String squall, String mode, List<GroupRow> groups, List<FigureRow> figures) {
    public static final String SCHEMA = "squall-compare/1";

    private static final int MOST_GROUPS = 26;

    /** A run as it lies in its bundle. */
    public record Run(Bundle bundle, Summary summary, String scenario, Map<String, Object> environment) {}

    /**
     * Runs of one scenario.
     *
     * @param changes what is set otherwise than in A; of a run on sockets also where it ran, as {@code environment.…}
     */
    public record GroupRow(
            String label,
            String name,
            String title,
            String hash,
            List<RunRow> runs,
            List<SettingChange> changes,
            List<HelpRow> mitigations) {}

    /** One run. */
    public record RunRow(
            String directory, String startedUtc, long seed, String outcome, String recovery, String digest) {}

    /**
     * What followed a mitigation.
     *
     * @param applied in how many runs it was
     */
    public record HelpRow(String mitigation, int applied, List<ReturnRow> classes) {}

    /**
     * A class that was starved when it was applied.
     *
     * @param starved in how many runs
     * @param returned in how many of those it came back before the next mitigation
     * @param afterNs how long after it, the mean of those runs
     */
    public record ReturnRow(
            String name,
            int starved,
            int returned,
            @Nullable Number afterNs) {}

    /** A figure, see {@link Figure}, and what each group has of it. */
    public record FigureRow(
            String kind, String name, @Nullable String phase, String figure, List<CellRow> groups) {}

    /**
     * A figure of a group.
     *
     * @param of in how many runs there is such a figure
     * @param never in how many of those it never came: then there is no mean
     * @param samples behind a share or a percentile, in the run that has the fewest
     * @param difference mean − that of A
     * @param method of the interval of 95 % on the difference, or why there is none
     */
    public record CellRow(
            int of,
            int never,
            @Nullable Number mean,
            @Nullable Number least,
            @Nullable Number most,
            long samples,
            @Nullable Number difference,
            @Nullable Number low,
            @Nullable Number high,
            Method method) {}

    /** How the interval was found, or why there is none. */
    public enum Method {
        /** Of the means of runs: Welch's t; of a share no narrower than Newcombe's. */
        WELCH,
        /** Of the counts behind a share, of one run or of runs that are all alike: Newcombe's. */
        NEWCOMBE,
        /** It is A itself. */
        FIRST,
        ONE_RUN,
        /** All runs of both gave the same. */
        NO_SPREAD,
        /** Some run has no such figure, or it never came. */
        NOT_ALWAYS
    }

    /**
     * Compares them, in the order in which they are given.
     *
     * @throws IllegalArgumentException if they cannot be compared, with the sentence that says why
     */
    public static Comparison of(String squall, List<Run> runs) {
        requireComparable(runs);
        Map<String, List<Run>> byScenario = runs.stream()
                .collect(Collectors.groupingBy(
                        r -> r.summary.scenario().hash(), LinkedHashMap::new, Collectors.toList()));
        // All of one scenario: then it is the runs that are to be told apart.
        List<List<Run>> groups = byScenario.size() > 1
                ? List.copyOf(byScenario.values())
                : runs.stream().map(List::of).toList();
        if (groups.size() > MOST_GROUPS) {
            throw new IllegalArgumentException(
                    "found " + groups.size() + " to compare, expected " + MOST_GROUPS + " at the most");
        }
        List<GroupRow> rows = IntStream.range(0, groups.size())
                .mapToObj(i -> group(String.valueOf((char) ('A' + i)), groups.get(i), groups.getFirst()))
                .toList();
        return new Comparison(SCHEMA, squall, runs.getFirst().summary.mode(), rows, Contrasts.of(groups));
    }

    private static void requireComparable(List<Run> runs) {
        Run first = runs.getFirst();
        Map<String, Run> digests = new LinkedHashMap<>();
        for (Run run : runs) {
            Summary s = run.summary;
            String both = run.bundle.directory() + " and " + first.bundle.directory();
            if (!s.mode().equals(first.summary.mode())) {
                throw new IllegalArgumentException(both
                        + " cannot be compared: one was simulated, the other run on sockets; squall agree holds prediction "
                        + "and measurement together");
            }
            if (s.scenario().durationNs() != first.summary.scenario().durationNs()) {
                throw new IllegalArgumentException(both + " cannot be compared: they last "
                        + TextReport.time(s.scenario().durationNs()) + " and "
                        + TextReport.time(first.summary.scenario().durationNs()));
            }
            if (!classes(s).equals(classes(first.summary))) {
                throw new IllegalArgumentException(both + " cannot be compared: their classes are "
                        + String.join(", ", classes(s)) + " and " + String.join(", ", classes(first.summary)));
            }
            Run same = digests.putIfAbsent(s.digest(), run);
            if (same != null) {
                throw new IllegalArgumentException(
                        same.bundle.directory() + " and " + run.bundle.directory() + " are the same run, seed "
                                + s.scenario().seed() + ", to the last event: give another, or leave one out");
            }
        }
    }

    private static Set<String> classes(Summary s) {
        return s.classes().stream().map(Summary.ClassRow::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static GroupRow group(String label, List<Run> runs, List<Run> first) {
        Summary.ScenarioRow scenario = runs.getFirst().summary.scenario();
        List<SettingChange> changes =
                new ArrayList<>(SettingChange.between(first.getFirst().scenario, runs.getFirst().scenario));
        changes.addAll(circumstances(first, runs));
        return new GroupRow(
                label,
                scenario.name(),
                scenario.title(),
                scenario.hash(),
                runs.stream().map(Comparison::row).toList(),
                changes,
                help(runs));
    }

    private static RunRow row(Run run) {
        Summary s = run.summary;
        return new RunRow(
                run.bundle.directory().toString(),
                s.startedUtc(),
                s.scenario().seed(),
                s.outcome(),
                s.recovery(),
                s.digest());
    }

    /** In virtual time only the program matters, not the host. */
    private static List<SettingChange> circumstances(List<Run> first, List<Run> runs) {
        Set<String> keys = Stream.concat(first.stream(), runs.stream())
                .flatMap(r -> r.environment.keySet().stream())
                .filter(key ->
                        key.equals("squall") || !runs.getFirst().summary.mode().equals("simulate"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return keys.stream()
                .map(key -> new SettingChange("environment." + key, values(first, key), values(runs, key)))
                .filter(change -> !String.valueOf(change.from()).equals(String.valueOf(change.to())))
                .toList();
    }

    private static @Nullable String values(List<Run> runs, String key) {
        return runs.stream()
                .map(r -> r.environment.get(key))
                .map(value -> value == null ? null : value.toString())
                .distinct()
                .reduce((a, b) -> a + " or " + b)
                .orElse(null);
    }

    private static List<HelpRow> help(List<Run> runs) {
        List<Summary> all = runs.stream().map(Run::summary).toList();
        List<HelpRow> rows = new ArrayList<>();
        if (all.stream().map(s -> s.mitigations().size()).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    runs.getFirst().bundle.directory() + " and others of its scenario have not the same mitigations");
        }
        for (int i = 0; i < all.getFirst().mitigations().size(); i++) {
            int index = i;
            List<Summary> applied = all.stream()
                    .filter(s -> s.mitigations().get(index).appliedNs() != null)
                    .toList();
            rows.add(new HelpRow(
                    all.getFirst().mitigations().get(i).name(),
                    applied.size(),
                    all.getFirst().controls().stream()
                            .map(c -> returned(applied, index, c.name()))
                            .filter(row -> row.starved > 0)
                            .toList()));
        }
        return rows;
    }

    private static ReturnRow returned(List<Summary> applied, int mitigation, String control) {
        int starved = 0;
        List<Long> after = new ArrayList<>();
        for (Summary s : applied) {
            Summary.MitigationRow m = s.mitigations().get(mitigation);
            long appliedNs = Objects.requireNonNull(m.appliedNs());
            List<Summary.SpanRow> dark = s.controls().stream()
                    .filter(c -> c.name().equals(control))
                    .flatMap(c -> c.starved().stream())
                    .filter(w -> w.enteredNs() <= appliedNs && (w.leftNs() == null || w.leftNs() > appliedNs))
                    .toList();
            starved += dark.size();
            Long leftNs = dark.isEmpty() ? null : dark.getFirst().leftNs();
            if (leftNs != null && m.returned().contains(control)) {
                after.add(leftNs - appliedNs);
            }
        }
        double mean = after.stream().mapToLong(ns -> ns).average().orElse(Double.NaN);
        return new ReturnRow(control, starved, after.size(), Figure.number(Math.rint(mean)));
    }

    /** The text of the JSON file. */
    public String json() {
        return Json.MAPPER.writeValueAsString(this);
    }
}
