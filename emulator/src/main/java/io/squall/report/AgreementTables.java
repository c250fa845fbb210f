package io.squall.report;

import io.squall.verdict.Fit.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prediction and measurement as people read them, in text and in HTML alike. */
public final class AgreementTables {
    private final Agreement agreement;

    AgreementTables(Agreement agreement) {
        this.agreement = agreement;
    }

    /** @param everything also classes and phases inside their bands */
    public static String text(Agreement agreement, boolean everything) {
        AgreementTables tables = new AgreementTables(agreement);
        return Stream.of(
                        Stream.of("", agreement.scenario().name() + ": prediction and measurement", ""),
                        (everything ? tables.all() : tables.headline()).lines().stream(),
                        Stream.of(""),
                        tables.sentences().stream())
                .flatMap(lines -> lines)
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }

    List<String> sentences() {
        long inside = agreement.count(Place.INSIDE);
        long within = agreement.count(Place.WITHIN);
        long outside = agreement.count(Place.OUTSIDE);
        String runs = agreement.runs().stream()
                .map(r -> (r.mode().equals("run") ? "on sockets" : "in virtual time") + ", seed " + r.seed())
                .collect(Collectors.joining("; "));
        Bands.SeedsRow seeds = agreement.seeds();
        return List.of(
                "Measured: " + runs + ". Predicted: seeds " + seeds.first() + ".." + seeds.last() + " in virtual time.",
                (outside == 0 ? "They agree: " : "They differ: ")
                        + String.format(
                                Locale.ROOT,
                                "of %d figures %d lie inside the band of all seeds, %d outside of it within the tolerance, %d beyond.",
                                inside + within + outside,
                                inside,
                                within,
                                outside));
    }

    /** The control classes and mitigations, and whatever lies outside of its band. */
    Table headline() {
        return table(r -> r.predicted().phase() == null || r.place() == Place.WITHIN || r.place() == Place.OUTSIDE);
    }

    Table all() {
        return table(_ -> true);
    }

    private Table table(Predicate<Agreement.Row> which) {
        return new Table(
                "What was measured beside what was predicted",
                List.of(
                        "figure",
                        "measured",
                        "of runs",
                        "predicted",
                        "median",
                        "up to",
                        "difference",
                        "tolerance",
                        "place"),
                agreement.rows().stream()
                        .filter(which)
                        .map(AgreementTables::row)
                        .toList());
    }

    private static List<String> row(Agreement.Row r) {
        Bands.FigureRow p = r.predicted();
        String where =
                Optional.ofNullable(p.phase()).map(phase -> " in " + phase).orElse("");
        String difference = text(p, r.difference());
        return List.of(
                p.name() + where + ": " + Figure.words(p.figure()),
                text(p, r.measured()),
                r.least() == null || !r.least().equals(r.most()) ? text(p, r.least()) + " .. " + text(p, r.most()) : "",
                text(p, p.min()),
                text(p, p.median()),
                text(p, p.max()),
                difference.startsWith("-") || difference.equals("–") || r.difference() == null
                        ? difference
                        : "+" + difference,
                "± " + text(p, r.tolerance()),
                switch (r.place()) {
                    case INSIDE -> "inside";
                    case WITHIN -> "within";
                    case OUTSIDE -> "OUTSIDE";
                    case UNJUDGED -> "too few";
                });
    }

    private static String text(Bands.FigureRow row, @Nullable Number value) {
        return Figure.text(row.figure(), value == null ? Double.POSITIVE_INFINITY : value.doubleValue());
    }
}
