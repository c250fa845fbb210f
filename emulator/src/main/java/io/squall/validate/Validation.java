package io.squall.validate;

import io.squall.guard.KillSwitch;
import io.squall.record.Counter;
import io.squall.run.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
        return Stream.concat(KnownAnswers.all(), Textbook.all()).toList();
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
        Reading reading = experiment.read(killSwitch);
        List<Row> rows = new ArrayList<>();
        for (KnownAnswer answer : experiment.answers()) {
            long n = reading.total(answer.counts(), Counter.INTENDED);
            double measured = answer.measure().applyAsDouble(reading);
            rows.add(new Row(experiment, answer, n, reading.seed(), measured));
        }
        return rows;
    }
}
