package io.squall.report;

import io.squall.verdict.Band;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Bands as people read them: shares, and the figures of the run as a whole. Those of classes and phases are in the JSON. */
public final class BandsText {
    private final Bands bands;

    private BandsText(Bands bands) {
        this.bands = bands;
    }

    public static String of(Bands bands) {
        return new BandsText(bands)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }

    private Stream<String> lines() {
        Bands.SeedsRow seeds = bands.seeds();
        long asked = seeds.last() - seeds.first() + 1;
        Table shares = new Table(
                "",
                List.of("control", "starved in", "not back in"),
                bands.controls().stream()
                        .map(c -> List.of(c.name(), share(c.starved()), share(c.notReturned())))
                        .toList());
        Table figures = new Table(
                "",
                List.of("figure", "least", "quarter", "median", "3 quarters", "most"),
                bands.figures().stream()
                        .filter(f -> f.phase() == null)
                        .map(BandsText::row)
                        .toList());
        return Stream.of(
                        Stream.of(
                                "",
                                bands.scenario().name() + ": "
                                        + bands.scenario().title(),
                                "",
                                "Seeds " + seeds.first() + ".." + seeds.last() + ": "
                                        + (bands.allDone()
                                                ? ""
                                                : "STOPPED, " + seeds.done() + " of " + asked + " done, ")
                                        + shares(bands.outcomes()),
                                "By itself: " + shares(bands.recovery()),
                                ""),
                        shares.lines().stream(),
                        Stream.of(""),
                        figures.lines().stream(),
                        Stream.of(
                                "",
                                "To starve: since the trigger began; to recover: since it ended. Quantiles are nearest-rank, and never",
                                "is larger than everything. Every class and phase: --json.",
                                "Scenario " + bands.scenario().hash().substring(0, 12) + ", digest of all seeds "
                                        + bands.digest()))
                .flatMap(lines -> lines);
    }

    private static List<String> row(Bands.FigureRow f) {
        Band b = f.band();
        return Stream.concat(
                        Stream.of(f.name() + " " + Figure.words(f.figure())),
                        DoubleStream.of(b.min(), b.q1(), b.median(), b.q3(), b.max())
                                .mapToObj(v -> Figure.text(f.figure(), v)))
                .toList();
    }

    private String shares(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(e -> e.getKey() + " " + share(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String share(int count) {
        int done = bands.seeds().done();
        return count + " of " + done + Tables.number(" (%.0f %%)", 100.0 * count / done);
    }
}
