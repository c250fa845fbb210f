package io.squall.scenario;

import io.squall.scenario.Criterion.Comparison;
import io.squall.scenario.Criterion.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
            return bad("a condition such as \"auth.p99 < 20 ms for 10 s\"");
        }
        Optional<Metric> metric = Arrays.stream(Metric.values())
                .filter(m -> m.word().equals(shape.group("metric")))
                .findFirst();
        String phase = shape.group("phase");
        if (references.probe().read(shape.group("class")) instanceof Notation.Reading.Bad<String>(String expected)) {
            return bad(expected);
        } else if (metric.isEmpty()) {
            return bad("one of the metrics "
                    + Arrays.stream(Metric.values()).map(Metric::word).collect(Collectors.joining(", ")));
        } else if (phase != null && !phases.contains(phase)) {
            return bad("a phase behind \"in\": " + String.join(", ", phases));
        }
        return bounded(text, shape, metric.get());
    }

    private static Notation.Reading<Criterion> bounded(String text, Matcher shape, Metric metric) {
        String span = shape.group("span");
        long forNs = 0;
        if (span != null) {
            if (!(Words.CUTS.read(span) instanceof Notation.Reading.Good<Long>(Long ns))) {
                return bad("a duration behind \"for\" that is a multiple of 100 ms");
            }
            forNs = ns;
        }
        Comparison comparison = Arrays.stream(Comparison.values())
                .filter(c -> c.sign().equals(shape.group("sign")))
                .findFirst()
                .orElseThrow();
        Notation<Double> values =
                metric == Metric.DELIVERY ? Words.SHARE : Words.ANY_TIME.mapped(Long::doubleValue, Double::longValue);
        if (!(values.read(shape.group("value")) instanceof Notation.Reading.Good<Double>(Double value))) {
            return bad(metric == Metric.DELIVERY ? "a share such as \"99 %\"" : "a duration such as \"250 ms\"");
        }
        return new Notation.Reading.Good<>(new Criterion(
                text.strip(), shape.group("class"), metric, comparison, value, forNs, shape.group("phase")));
    }

    private static Notation.Reading<Criterion> bad(String expected) {
        return new Notation.Reading.Bad<>(expected);
    }
}
