package io.squall.validate;

import io.squall.guard.KillSwitch;
import io.squall.record.Snapshot;
import io.squall.run.SimulatedRun;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One run, and the answers that are read off it.
 *
 * @param scenario name of the scenario file beside this class
 * @param sets what is different in it, as on the command line
 */
public record Experiment(String scenario, List<String> sets, List<KnownAnswer> answers) {
    static Experiment of(String scenario, List<String> sets, KnownAnswer... answers) {
        return new Experiment(scenario, sets, List.of(answers));
    }

    /** Reads the scenario and plays it. */
    Reading read(KillSwitch killSwitch) {
        return read(killSwitch, List.of());
    }

    private Reading read(KillSwitch killSwitch, List<String> more) {
        List<String> all = Stream.concat(sets.stream(), more.stream()).toList();
        Scenario read = Scenarios.read(scenario + ".yaml", text(), all, OptionalLong.empty());
        Snapshot run = new SimulatedRun(read, killSwitch).run(null, _ -> {});
        return new Reading(read, run, again -> read(killSwitch, again));
    }

    /** The scenario file as it was written. */
    public String text() {
        try (InputStream resource = Experiment.class.getResourceAsStream(scenario + ".yaml")) {
            if (resource == null) {
                throw new IllegalStateException(scenario + ".yaml is missing in this build");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String title() {
        return text().lines()
                .filter(line -> line.startsWith("title: "))
                .findFirst()
                .orElse("")
                .replaceFirst("title: ", "");
    }

    @Override
    public String toString() {
        return sets.isEmpty() ? scenario : scenario + " with " + String.join(", ", sets);
    }
}
