package io.squall.cli;

import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which scenario, with which changes. */
final class ScenarioOptions {
    @Parameters(paramLabel = "SCENARIO", description = "A preset's name (see: squall list) or a file.")
    private String scenario = "";

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Override one value, e.g. --set storms.clients.retry.backoff=full-jitter. Repeatable.")
    private List<String> sets = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = OneSeed.class,
            description = "The seed of all chance; the scenario's own by default.")
    private @Nullable Long seed;

    static final class OneSeed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException _) {
                throw new TypeConversionException("found \"" + text + "\", expected a whole number from "
                        + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
            }
        }
    }

    boolean hasSeed() {
        return seed != null;
    }

    Scenario load() {
        return Scenarios.load(scenario, sets, seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
    }
}
