package io.squall.report;

import io.squall.report.Comparison.CellRow;
import io.squall.report.Comparison.FigureRow;
import io.squall.report.Comparison.Method;
import io.squall.report.Comparison.Run;
import io.squall.scenario.Scenario;
import io.squall.verdict.Band;
import io.squall.verdict.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The figures of groups of runs, and how each differs from that of the first group. */
final class Contrasts {
    private static final List<String> KINDS = List.of("control", "mitigation", "storm", "class");

    private record Key(String kind, String name, @Nullable String phase, String figure) {}

    private Contrasts() {}

    static List<FigureRow> of(List<List<Run>> groups) {
        List<List<Map<Key, Figure>>> found = groups.stream()
                .map(runs -> runs.stream().map(r -> figures(r.summary())).toList())
                .toList();
        List<Key> keys = found.stream()
                .flatMap(List::stream)
                .flatMap(run -> run.keySet().stream())
                .distinct()
                .toList();
        List<String> names = keys.stream().map(Key::name).distinct().toList();
        return keys.stream()
                .sorted(Comparator.<Key>comparingInt(k -> KINDS.indexOf(k.kind))
                        .thenComparingInt(k -> names.indexOf(k.name)))
                .map(k -> new FigureRow(k.kind, k.name, k.phase, k.figure, cells(k, found)))
                .toList();
    }

    private static List<CellRow> cells(Key key, List<List<Map<Key, Figure>>> groups) {
        List<List<Figure>> figures = groups.stream()
                .map(runs -> runs.stream()
                        .map(run -> run.getOrDefault(
                                key, new Figure(key.kind, key.name, key.phase, key.figure, Double.NaN, 0)))
                        .toList())
                .toList();
        return IntStream.range(0, figures.size())
                .mapToObj(i -> cell(figures.getFirst(), figures.get(i), i == 0))
                .toList();
    }

    private static CellRow cell(List<Figure> first, List<Figure> runs, boolean isFirst) {
        double[] a = values(first);
        double[] b = values(runs);
        Band band = Band.of(b);
        double difference = isFirst ? Double.NaN : Interval.mean(b) - Interval.mean(a);
        boolean always = Double.isFinite(difference);
        Optional<Interval> spread = always ? Interval.welch(a, b) : Optional.empty();
        Optional<Interval> counts = always ? counted(first, runs) : Optional.empty();
        // A few runs can be alike by chance, and their counts still know how little they prove.
        Optional<Interval> interval =
                spread.map(s -> counts.map(s::widenedBy).orElse(s)).or(() -> counts);
        return new CellRow(
                band.of(),
                band.never(),
                Figure.number(Interval.mean(
                        Arrays.stream(b).filter(v -> !Double.isNaN(v)).toArray())),
                Figure.number(band.min()),
                Figure.number(band.max()),
                runs.stream().mapToLong(Figure::samples).min().orElse(0),
                Figure.number(difference),
                interval.map(i -> Figure.number(i.low())).orElse(null),
                interval.map(i -> Figure.number(i.high())).orElse(null),
                isFirst
                        ? Method.FIRST
                        : !always
                                ? Method.NOT_ALWAYS
                                : spread.isPresent()
                                        ? Method.WELCH
                                        : counts.isPresent()
                                                ? Method.NEWCOMBE
                                                : Math.min(a.length, b.length) > 1 ? Method.NO_SPREAD : Method.ONE_RUN);
    }

    private static double[] values(List<Figure> runs) {
        return runs.stream().mapToDouble(Figure::value).toArray();
    }

    /** Of a share: from what was counted in all runs. */
    private static Optional<Interval> counted(List<Figure> first, List<Figure> runs) {
        long a = first.stream().mapToLong(Figure::samples).sum();
        long b = runs.stream().mapToLong(Figure::samples).sum();
        return runs.getFirst().figure().equals("delivery") && a > 0 && b > 0
                ? Optional.of(Interval.newcombe(Interval.mean(values(first)), a, Interval.mean(values(runs)), b))
                : Optional.empty();
    }

    /** Those of the bands without the operator's own requests, whose effect is the mitigations; and some more. */
    private static Map<Key, Figure> figures(Summary s) {
        List<Figure> all = new ArrayList<>(Figure.of(s));
        all.replaceAll(f -> f.kind().equals("control") && f.figure().equals("delivery") ? counted(s, f) : f);
        all.add(storm("peakAmplification", s.storm().peakAmplification()));
        all.add(storm("goodputPerSecond", s.storm().goodputPerSecond()));
        all.add(storm("congestedNs", (double) s.congestedNs()));
        all.add(storm(
                "intended",
                s.classes().stream()
                        .filter(c -> c.role().equals("storm"))
                        .mapToDouble(c -> c.total().intended())
                        .sum()));
        s.classes().stream().filter(c -> c.role().equals("storm")).forEach(c -> c.phases()
                .forEach(
                        p -> all.add(new Figure("class", c.name(), p.phase(), "amplification", p.amplification(), 0))));
        Map<Key, Figure> figures = new LinkedHashMap<>();
        all.stream()
                .filter(f -> !f.kind().equals("class") || !f.name().equals(Scenario.OPERATOR))
                .filter(f -> !Set.of("sent", "answered").contains(f.figure()))
                .forEach(f -> figures.put(new Key(f.kind(), f.name(), f.phase(), f.figure()), f));
        return figures;
    }

    /** With the attempts behind it. */
    private static Figure counted(Summary s, Figure delivery) {
        long sent = s.classes().stream()
                .filter(c -> c.name().equals(delivery.name()))
                .mapToLong(c -> c.total().sent())
                .sum();
        return new Figure(
                delivery.kind(), delivery.name(), delivery.phase(), delivery.figure(), delivery.value(), sent);
    }

    private static Figure storm(String figure, double value) {
        return new Figure("storm", "storm", null, figure, value, 0);
    }
}
