package io.squall.report;

import io.squall.scenario.Range;
import io.squall.scenario.Scenario;
import io.squall.verdict.Bracket;
import io.squall.verdict.Goal;
import io.squall.verdict.Goal.Finding;
import io.squall.verdict.Hysteresis;
import io.squall.verdict.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found, with every trial. Its JSON Schema is {@code search.schema.json} beside this class. Values are in the
 * unit of the range.
 *
 * @param goal pass, no-starve, recovers or hysteresis
 * @param outcome found, never-missed, never-met, undecided or stopped
 * @param lower lower bound of the value at which most seeds flip; null if it was not found
 * @param allPass where the seeds begin to disagree; null if they never do
 * @param ratio of hysteresis: the median of the seeds
 * @param sentences what people read
 */
public record SearchReport(
        String schema,
        String squall,
        String scenario,
        String hash,
        String goal,
        Varied varied,
        String seeds,
        double precision,
        String outcome,
        @Nullable Double lower,
        @Nullable Double upper,
        @Nullable Boolean metBelow,
        @Nullable Double allPass,
        @Nullable Double nonePass,
        @Nullable Double ratio,
        List<String> sentences,
        List<ValueRow> values,
        List<HysteresisRow> sweeps) {

    public static final String SCHEMA = "squall-search/1";

    /** What was varied. */
    public record Varied(List<String> paths, String unit, double low, double high) {
        static Varied of(Range range) {
            return new Varied(range.paths(), range.unit(), range.low(), range.high());
        }
    }

    /** One value: what each seed, from the first, has shown; of the value at which it was stopped the seeds until then. */
    public record ValueRow(double value, List<Finding> findings) {}

    /** One seed: null where it did not collapse, or not recover. */
    public record HysteresisRow(
            long seed, @Nullable Double collapse, @Nullable Double recovery) {}

    /** What was searched, by which Squall. */
    public record Circumstances(String squall, Scenario scenario, String seeds, boolean stopped) {}

    public static SearchReport of(Circumstances how, Goal goal, Search search, OptionalDouble present) {
        Search.State state = search.state();
        @Nullable Bracket bracket = search.bracket().orElse(null);
        @Nullable Bracket zone = search.zone().orElse(null);
        boolean below = bracket == null || search.isMetBelow();
        NavigableMap<Double, List<Finding>> values = new TreeMap<>(search.begun());
        values.putAll(search.tried());
        return new SearchReport(
                SCHEMA,
                how.squall(),
                how.scenario().name(),
                how.scenario().hash(),
                goal.word(),
                Varied.of(search.range()),
                how.seeds(),
                search.precision(),
                how.stopped() ? "stopped" : word(state),
                bracket == null ? null : bracket.lower(),
                bracket == null ? null : bracket.upper(),
                bracket == null ? null : below,
                zone == null ? null : below ? zone.lower() : zone.upper(),
                zone == null ? null : below ? zone.upper() : zone.lower(),
                null,
                sentences(how, goal, search, present),
                values.entrySet().stream()
                        .map(e -> new ValueRow(e.getKey(), e.getValue()))
                        .toList(),
                List.of());
    }

    private static List<String> sentences(Circumstances how, Goal goal, Search search, OptionalDouble present) {
        Range range = search.range();
        List<String> said = new ArrayList<>();
        if (how.stopped()) {
            said.add("Stopped: this is what was known by then.");
        }
        String ends = "from " + range.write(range.low()) + " to " + range.write(range.high());
        switch (search.state()) {
            case NEVER_MISSED ->
                said.add("No flip: at both ends it " + goal.words() + ", " + ends + ". Try a wider range.");
            case NEVER_MET ->
                said.add("No flip: at neither end it " + goal.words() + ", " + ends + ". Try a wider range.");
            case UNDECIDED ->
                said.add("It could not be told at some value: watched for too short a time (a longer duration helps), "
                        + "or the run was INVALID.");
            case SEARCHING, FOUND -> search.bracket().ifPresent(b -> said.addAll(found(goal, search, b, present)));
        }
        return said;
    }

    private static List<String> found(Goal goal, Search search, Bracket b, OptionalDouble present) {
        Range range = search.range();
        boolean below = search.isMetBelow();
        List<String> said = new ArrayList<>();
        said.add(String.format(
                Locale.ROOT,
                "It %s at %s and %s, and no longer at %s: lower bound %s, upper bound %s, middle %s ± %.2g %%.",
                goal.words(),
                range.write(below ? b.lower() : b.upper()),
                below ? "below" : "above",
                range.write(below ? b.upper() : b.lower()),
                range.write(b.lower()),
                range.write(b.upper()),
                range.write(b.middle()),
                50 * (b.upper() - b.lower()) / b.middle()));
        search.zone()
                .ifPresent(z -> said.add("The seeds disagree: "
                        + (below ? "all of them do at " : "none of them does at ") + range.write(z.lower()) + " and "
                        + (below ? "below, none at " : "below, all at ") + range.write(z.upper()) + " and above."));
        if (goal == Goal.RECOVERS) {
            said.add(beyond(search.tried().getOrDefault(below ? b.upper() : b.lower(), List.of())));
        }
        if (present.isPresent() && present.getAsDouble() > 0) {
            said.add(String.format(
                    Locale.ROOT,
                    "The scenario has %s: the flip is at %.2f times that.",
                    range.write(present.getAsDouble()),
                    b.middle() / present.getAsDouble()));
        }
        return said;
    }

    /** What lies on the bad side, by its nearest bound. */
    private static String beyond(List<Finding> findings) {
        return Collections.frequency(findings, Finding.OVERLOADED) > Collections.frequency(findings, Finding.MISSED)
                ? "Beyond it control classes starve before the trigger begins: overloaded, not metastable."
                : "Beyond it the storm outlives its trigger: metastable. "
                        + "Where all seeds come back it is stable against this trigger.";
    }

    /** Of hysteresis. */
    public static SearchReport of(Circumstances how, Range range, long firstSeed, List<Hysteresis> sweeps) {
        double[] ratios = sweeps.stream()
                .flatMap(s -> s.ratio().stream().boxed())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double low = Math.min(range.low(), range.high());
        double high = Math.max(range.low(), range.high());
        boolean collapsed = sweeps.stream().anyMatch(s -> s.collapse().isPresent());
        @Nullable Double ratio = ratios.length == 0 ? null : ratios[ratios.length / 2];
        String outcome = ratio != null ? "found" : collapsed ? "never-met" : "never-missed";
        String sentence = ratio != null
                ? String.format(
                        Locale.ROOT,
                        "Hysteresis %.2f: the value at which it recovers on the way back, by the one at which it collapses; 1 is none.",
                        ratio)
                : sweeps.isEmpty()
                        ? "Stopped: nothing was known by then."
                        : (collapsed
                                        ? "It collapses, and does not recover on the way back"
                                        : "No control class starves")
                                + " from " + range.write(low) + " to " + range.write(high) + ": try a wider range.";
        List<HysteresisRow> rows = new ArrayList<>();
        for (Hysteresis sweep : sweeps) {
            rows.add(new HysteresisRow(firstSeed + rows.size(), box(sweep.collapse()), box(sweep.recovery())));
        }
        return new SearchReport(
                SCHEMA,
                how.squall(),
                how.scenario().name(),
                how.scenario().hash(),
                "hysteresis",
                new Varied(range.paths(), range.unit(), low, high),
                how.seeds(),
                1.0 / Hysteresis.STEPS,
                how.stopped() ? "stopped" : outcome,
                null,
                null,
                null,
                null,
                null,
                ratio,
                List.of(sentence),
                List.of(),
                rows);
    }

    private static @Nullable Double box(OptionalDouble value) {
        return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String json() {
        return Json.MAPPER.writeValueAsString(this);
    }

    public String text() {
        Range range = new Range(varied.paths(), varied.low(), varied.high(), varied.unit(), false);
        Table table = new Table(
                "",
                sweeps.isEmpty() ? List.of("value", "met", "by seed") : List.of("seed", "collapses at", "recovers at"),
                sweeps.isEmpty()
                        ? values.stream().map(v -> row(range, v)).toList()
                        : sweeps.stream().map(s -> row(range, s)).toList());
        return TextReport.lines(
                scenario + (goal.equals("pass") ? "" : ", without its operator") + ": " + goal + " over " + range.name()
                        + ", seeds " + seeds,
                table,
                sentences);
    }

    private static List<String> row(Range range, ValueRow row) {
        return List.of(
                range.write(row.value()),
                row.findings().stream().filter(Finding.MET::equals).count() + " of "
                        + row.findings().size(),
                row.findings().stream().map(f -> String.valueOf(f.mark())).collect(Collectors.joining()));
    }

    private static List<String> row(Range range, HysteresisRow row) {
        return List.of(
                String.valueOf(row.seed()),
                row.collapse() == null ? "–" : range.write(row.collapse()),
                row.recovery() == null ? "–" : range.write(row.recovery()));
    }
}
