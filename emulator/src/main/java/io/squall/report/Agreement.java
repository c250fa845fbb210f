package io.squall.report;

import io.squall.scenario.Scenario;
import io.squall.verdict.Band;
import io.squall.verdict.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code agree.json}: what was predicted in virtual time and what was measured, held together. Null stands for never.
 *
 * @param predicted digest over the seeds of the prediction
 * @param agrees whether no figure is OUTSIDE
 */
public record Agreement(
        String schema,
        String squall,
        Bands.ScenarioRow scenario,
        Bands.SeedsRow seeds,
        String predicted,
        List<RunRow> runs,
        boolean agrees,
        List<Row> rows) {

    public static final String SCHEMA = "squall-agree/1";

    private static final Map<String, Fit.Kind> COMPARED = Map.of(
            "timeToStarveNs", Fit.Kind.INSTANT,
            "timeToRecoverNs", Fit.Kind.INSTANT,
            "blindNs", Fit.Kind.SPAN,
            "appliedNs", Fit.Kind.INSTANT,
            "intended", Fit.Kind.COUNT,
            "answered", Fit.Kind.COUNT,
            "delivery", Fit.Kind.SHARE,
            "p50Ns", Fit.Kind.MEDIAN,
            "p99Ns", Fit.Kind.P99);

    /** A run that was measured. */
    public record RunRow(String mode, String startedUtc, long seed, String digest) {}

    /**
     * One figure.
     *
     * @param least of the runs
     * @param measured the median of the runs
     * @param most of the runs
     * @param difference measured − the predicted median
     */
    public record Row(
            Bands.FigureRow predicted,
            @Nullable Number least,
            @Nullable Number measured,
            @Nullable Number most,
            @Nullable Number difference,
            double tolerance,
            Fit.Place place) {}

    /**
     * Holds runs of a scenario against its bands. What no seed or no run has is left out, and so are the operator's own requests:
     * their effect is the mitigations.
     *
     * @throws IllegalArgumentException if a run has other classes or phases than its scenario
     */
    public static Agreement of(String squall, Bands bands, List<Summary> runs) {
        List<Row> rows = new ArrayList<>();
        List<List<Figure>> measured = runs.stream().map(Figure::of).toList();
        for (int i = 0; i < bands.figures().size(); i++) {
            int figure = i;
            Bands.FigureRow predicted = bands.figures().get(figure);
            List<Figure> found = measured.stream()
                    .flatMap(of -> of.stream().skip(figure).limit(1))
                    .toList();
            if (found.size() < runs.size() || !found.stream().allMatch(f -> f.isIn(predicted))) {
                throw new IllegalArgumentException("its classes and phases are not those of its scenario");
            }
            Band spread = Band.of(found.stream().mapToDouble(Figure::value).toArray());
            long samples = found.stream().mapToLong(Figure::samples).min().orElseThrow();
            if (predicted.of() > 0 && spread.of() > 0) {
                kind(predicted)
                        .ifPresent(kind -> rows.add(row(
                                predicted,
                                spread,
                                Fit.of(
                                        kind,
                                        spread.median(),
                                        samples,
                                        predicted.band(),
                                        bands.scenario().windowNs()))));
            }
        }
        return new Agreement(
                SCHEMA,
                squall,
                bands.scenario(),
                bands.seeds(),
                bands.digest(),
                runs.stream()
                        .map(s -> new RunRow(
                                s.mode(), s.startedUtc(), s.scenario().seed(), s.digest()))
                        .toList(),
                rows.stream().noneMatch(r -> r.place == Fit.Place.OUTSIDE),
                rows);
    }

    private static Optional<Fit.Kind> kind(Bands.FigureRow f) {
        boolean own = f.kind().equals("class") && f.name().equals(Scenario.OPERATOR);
        // A probe's delivery over the whole run says nothing beside its phases.
        boolean whole = f.kind().equals("control") && f.figure().equals("delivery");
        return own || whole ? Optional.empty() : Optional.ofNullable(COMPARED.get(f.figure()));
    }

    private static Row row(Bands.FigureRow predicted, Band measured, Fit fit) {
        return new Row(
                predicted,
                Figure.number(measured.min()),
                Figure.number(measured.median()),
                Figure.number(measured.max()),
                Figure.number(fit.difference()),
                fit.tolerance(),
                fit.place());
    }

    /** How many figures lie there. */
    public long count(Fit.Place place) {
        return rows.stream().filter(r -> r.place == place).count();
    }

    /** The text of {@code agree.json}. */
    public String json() {
        return Json.MAPPER.writeValueAsString(this);
    }
}
