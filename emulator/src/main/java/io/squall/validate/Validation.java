package io.squall.validate;

import io.squall.guard.KillSwitch;
import io.squall.record.Counter;
import io.squall.run.DivergedException;
import io.squall.run.Trials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures known answers, on all cores; how many there are changes no figure. */
public final class Validation {
    private Validation() {}

    /**
     * One row of the table.
     *
     * @param measured not a number if it could not be measured
     */
    public record Row(Experiment experiment, KnownAnswer answer, long n, long seed, double measured) {
        public boolean isMeasured() {
            return Double.isFinite(measured);
        }

        /** Inside the tolerance. */
        public boolean holds() {
            return isMeasured() && answer.expected().holds(measured);
        }

        public String verdict() {
            return !isMeasured() ? "not measured" : holds() ? "inside" : "OUTSIDE";
        }

        /** As the table shows them. */
        public List<String> cells() {
            return List.of(
                    answer.name(),
                    answer.expected().value(),
                    Expected.number(measured),
                    answer.expected().tolerance(),
                    Long.toString(n),
                    Long.toString(seed),
                    verdict());
        }
    }

    /** All, in the order of the table. */
    public static List<Experiment> experiments() {
        Map<String, List<Experiment>> byScenario = Stream.concat(KnownAnswers.all(), Textbook.all())
                .collect(Collectors.groupingBy(Experiment::scenario, LinkedHashMap::new, Collectors.toList()));
        return byScenario.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Measures them.
     *
     * @param finished told after each experiment, on any thread, how many are done
     * @return fewer if the kill switch was thrown
     */
    public static List<Row> measure(List<Experiment> all, KillSwitch killSwitch, Consumer<Integer> finished) {
        return Trials.onAllCores(killSwitch)
                .run(all.size(), i -> rows(all.get(i), killSwitch), finished::accept)
                .stream()
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> rows(Experiment experiment, KillSwitch killSwitch) {
        try {
            Reading reading = experiment.read(killSwitch);
            return experiment.answers().stream()
                    .map(answer -> new Row(
                            experiment,
                            answer,
                            reading.total(answer.counts(), Counter.INTENDED),
                            reading.seed(),
                            answer.measure().applyAsDouble(reading)))
                    .toList();
        } catch (DivergedException _) {
            return experiment.answers().stream()
                    .map(answer -> new Row(experiment, answer, 0, 0, Double.NaN))
                    .toList();
        }
    }
}
