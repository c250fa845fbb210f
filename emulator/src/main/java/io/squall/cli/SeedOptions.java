package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.report.Bands;
import io.squall.run.Demand;
import io.squall.run.Forecast;
import io.squall.run.Trials;
import io.squall.scenario.Scenario;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which seeds are simulated, on how many cores. */
final class SeedOptions {
    private static final int MOST_CORES = 1024;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            converter = SeedRange.Converter.class,
            description = "Simulate each of these seeds; 20 stands for 1..20.")
    private @Nullable SeedRange seeds;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description =
                    "How many seeds at a time; by default all cores, unless the heap is too small. No figure depends on it.")
    private @Nullable Integer cores;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Optional<SeedRange> seeds() {
        return Optional.ofNullable(seeds);
    }

    boolean hasCores() {
        return cores != null;
    }

    /** @throws ParameterException if there is no such number of cores */
    int cores() {
        int all = Runtime.getRuntime().availableProcessors();
        int wished = cores == null ? all : cores;
        if (wished < 1 || wished > MOST_CORES) {
            throw new ParameterException(
                    spec.commandLine(), "--cores: found " + wished + ", expected 1 to " + MOST_CORES);
        }
        return wished;
    }

    /** How many of so many seeds at a time: without {@code --cores} no more than find room in the heap. */
    int atOnce(SeedRange range, Demand demand) {
        return Math.min(range.count(), cores == null ? Math.min(cores(), demand.atOnce()) : cores());
    }

    /** @return empty if the kill switch was thrown before any seed was done */
    Optional<Bands> simulate(Scenario scenario, SeedRange range, KillSwitch killSwitch) {
        Forecast forecast = new Forecast(new Trials(atOnce(range, Demand.of(scenario)), killSwitch), Version.number());
        try (Progress progress =
                new Progress(spec.commandLine().getErr(), Terminal.screen().isPresent(), range.count(), "seeds")) {
            return forecast.of(scenario, range.first(), range.count(), progress);
        }
    }
}
