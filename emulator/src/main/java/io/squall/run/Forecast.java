package io.squall.run;

import io.squall.report.Bands;
import io.squall.report.Bands.Trial;
import io.squall.report.Summary;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** What virtual time says of a scenario: its bands over many seeds. */
public final class Forecast {
    private final Trials trials;
    private final String squall;

    /** @param squall the version that is to stand in the bands */
    public Forecast(Trials trials, String squall) {
        this.trials = trials;
        this.squall = squall;
    }

    /**
     * Simulates every seed of a range.
     *
     * @param finished told after each seed, on any thread, how many are done
     * @return empty if the kill switch was thrown before any was done
     */
    public Optional<Bands> of(Scenario scenario, long first, int count, IntConsumer finished) {
        AtomicReference<Summary> any = new AtomicReference<>();
        List<Trial> done = trials
                .run(
                        count,
                        i -> {
                            Summary summary = trials.simulate(Scenarios.reseeded(scenario, first + i));
                            any.set(summary);
                            return new Trial(summary);
                        },
                        finished)
                .stream()
                .flatMap(Optional::stream)
                .toList();
        return Optional.ofNullable(any.get())
                .filter(_ -> !done.isEmpty())
                .map(like -> Bands.of(squall, like, first, first + count - 1, done));
    }
}
