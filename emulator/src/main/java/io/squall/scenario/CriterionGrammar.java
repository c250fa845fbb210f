package io.squall.scenario;

import io.squall.scenario.Criterion.Comparison;
import io.squall.scenario.Criterion.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One of the {@code criteria}: {@code auth.p99 < 20 ms for 10 s in baseline}. */
final class CriterionGrammar {
    private static final Pattern SHAPE =
            Pattern.compile("(?<class>[A-Za-z0-9_-]+)\\.(?<metric>[a-z0-9.]+) *(?<sign><=?|>=?) *(?<value>.+?)"
                    + "(?: +for +(?<span>.+?))?(?: +in +(?<phase>[A-Za-z0-9_-]+))?");

    private CriterionGrammar() {}

    /** @param phases their names */
    static Notation<Criterion> criterion(References references, List<String> phases) {
        Criterion example = new Criterion("", "", Metric.MAX, Comparison.LESS, 0, 0, null);
        return new Notation<>(example, text -> read(text, references, phases), Criterion::text);
    }

    private static Notation.Reading<Criterion> read(String text, References references, List<String> phases) {
        Matcher shape = SHAPE.matcher(text.strip());
        if (!shape.matches()) {
            return new Notation.Reading.Bad<>("a condition such as \"auth.p99 < 20 ms for 10 s\"");
        }
        String clazz = shape.group("class");
        if (references.probe().read(clazz) instanceof Notation.Reading.Bad<String>(String expected)) {
            return new Notation.Reading.Bad<>(expected);
        }
        Metric metric = Arrays.stream(Metric.values())
                .filter(m -> m.word().equals(shape.group("metric")))
                .findFirst()
                .orElse(null);
        if (metric == null) {
            String words = Arrays.stream(Metric.values()).map(Metric::word).collect(Collectors.joining(", "));
            return new Notation.Reading.Bad<>("one of the metrics " + words);
        }
        Notation<Double> values =
                metric == Metric.DELIVERY ? Words.SHARE : Words.ANY_TIME.mapped(Long::doubleValue, Double::longValue);
        long forNs = 0;
        String span = shape.group("span");
        if (span != null) {
            if (!(Words.CUTS.read(span) instanceof Notation.Reading.Good<Long>(Long ns))) {
                return new Notation.Reading.Bad<>("a duration behind \"for\" that is a multiple of 100 ms");
            }
            forNs = ns;
        }
        String phase = shape.group("phase");
        if (phase != null && !phases.contains(phase)) {
            return new Notation.Reading.Bad<>("a phase behind \"in\": " + String.join(", ", phases));
        }
        Comparison comparison = Arrays.stream(Comparison.values())
                .filter(c -> c.sign().equals(shape.group("sign")))
                .findFirst()
                .orElseThrow();
        long spanNs = forNs;
        return switch (values.read(shape.group("value"))) {
            case Notation.Reading.Good<Double>(Double value) ->
                new Notation.Reading.Good<>(
                        new Criterion(text.strip(), clazz, metric, comparison, value, spanNs, phase));
            case Notation.Reading.Bad<Double>(String expected) -> new Notation.Reading.Bad<>(expected);
        };
    }
}
