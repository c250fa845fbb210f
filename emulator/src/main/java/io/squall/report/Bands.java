package io.squall.report;

import io.squall.record.Digest;
import io.squall.verdict.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A scenario over many seeds: how far each headline figure spreads. Its JSON Schema is {@code bands.schema.json} beside this class.
 *
 * @param outcomes how many seeds ended with each
 * @param recovery how many seeds came back by themselves, or not
 * @param digest over the digests of all seeds that are done, in the order of the seeds
 */
public record Bands(
        String schema,
        String squall,
        ScenarioRow scenario,
        SeedsRow seeds,
        Map<String, Integer> outcomes,
        Map<String, Integer> recovery,
        List<ControlRow> controls,
        List<FigureRow> figures,
        List<RunRow> runs,
        String digest) {

    public static final String SCHEMA = "squall-bands/1";

    /** What was simulated. */
    public record ScenarioRow(String name, String title, String hash, long durationNs, long windowNs) {}

    /**
     * Which seeds.
     *
     * @param done fewer than there are if a signal ended it
     */
    public record SeedsRow(long first, long last, int done) {}

    /** In how many seeds a control class was starved, and in how many it had not returned at the end. */
    public record ControlRow(String name, int starved, int notReturned) {}

    /**
     * A figure's band, see {@link Figure} and {@link Band}; null for never.
     *
     * @param of in how many seeds there is such a figure
     * @param never in how many of those it never came
     */
    public record FigureRow(
            String kind,
            String name,
            @Nullable String phase,
            String figure,
            int of,
            int never,
            @Nullable Number min,
            @Nullable Number q1,
            @Nullable Number median,
            @Nullable Number q3,
            @Nullable Number max) {

        static FigureRow of(Figure f, Band b) {
            return new FigureRow(
                    f.kind(),
                    f.name(),
                    f.phase(),
                    f.figure(),
                    b.of(),
                    b.never(),
                    Figure.number(b.min()),
                    Figure.number(b.q1()),
                    Figure.number(b.median()),
                    Figure.number(b.q3()),
                    Figure.number(b.max()));
        }

        Band band() {
            return new Band(of, never, back(min), back(q1), back(median), back(q3), back(max));
        }

        private double back(@Nullable Number value) {
            return value != null ? value.doubleValue() : of == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
        }
    }

    /** One seed. */
    public record RunRow(long seed, String outcome, String digest) {}

    /** What is kept of one seed's run. */
    public static final class Trial {
        private final RunRow run;
        private final String recovery;
        private final double[] values;

        public Trial(Summary s) {
            run = new RunRow(s.scenario().seed(), s.outcome(), s.digest());
            recovery = s.recovery();
            values = Figure.of(s).stream().mapToDouble(Figure::value).toArray();
        }
    }

    /**
     * Puts them together.
     *
     * @param like any run of the scenario
     * @param trials of the seeds that are done, in their order
     */
    public static Bands of(String squall, Summary like, long first, long last, List<Trial> trials) {
        List<FigureRow> figures = new ArrayList<>();
        for (Figure figure : Figure.of(like)) {
            int i = figures.size();
            figures.add(FigureRow.of(
                    figure,
                    Band.of(trials.stream().mapToDouble(t -> t.values[i]).toArray())));
        }
        Summary.ScenarioRow s = like.scenario();
        return new Bands(
                SCHEMA,
                squall,
                new ScenarioRow(s.name(), s.title(), s.hash(), s.durationNs(), s.windowNs()),
                new SeedsRow(first, last, trials.size()),
                counted(trials, t -> t.run.outcome),
                counted(trials, t -> t.recovery),
                like.controls().stream().map(c -> controlRow(c.name(), figures)).toList(),
                figures,
                trials.stream().map(t -> t.run).toList(),
                digest(trials));
    }

    private static ControlRow controlRow(String name, List<FigureRow> figures) {
        FigureRow starve = figure(figures, name, "timeToStarveNs");
        return new ControlRow(name, starve.of - starve.never, figure(figures, name, "timeToRecoverNs").never);
    }

    private static FigureRow figure(List<FigureRow> figures, String control, String figure) {
        return figures.stream()
                .filter(f -> f.kind.equals("control") && f.name.equals(control) && f.figure.equals(figure))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Integer> counted(List<Trial> trials, Function<Trial, String> by) {
        Map<String, Integer> counts = new TreeMap<>();
        trials.forEach(t -> counts.merge(by.apply(t), 1, Integer::sum));
        return counts;
    }

    private static String digest(List<Trial> trials) {
        Digest all = new Digest();
        for (Trial trial : trials) {
            String hex = trial.run.digest;
            all.add(trial.run.seed, Long.parseUnsignedLong(hex.substring(0, 16), 16), 0);
            all.add(trial.run.seed, Long.parseUnsignedLong(hex.substring(16), 16), 1);
        }
        return all.hex();
    }

    public int count(String outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /** Whether all seeds are done. */
    public boolean allDone() {
        return seeds.done == seeds.last - seeds.first + 1;
    }

    /** The text of the JSON file. */
    public String json() {
        return Json.MAPPER.writeValueAsString(this);
    }
}
