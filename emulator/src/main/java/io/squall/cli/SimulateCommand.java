package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.record.Snapshot;
import io.squall.report.Bundle;
import io.squall.run.Environment;
import io.squall.run.SimulatedRun;
import io.squall.scenario.Scenario;
import io.squall.time.SystemClock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code squall simulate}: in virtual time. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Runs a scenario in virtual time: the same classes, no socket, the same digest for the same seed.",
        exitCodeListHeading = "%nExit codes:%n",
        footer = {"", "Examples:", "  squall simulate dec-7", "  squall simulate quiet --seed 3 --out /tmp/quiet-3"})
final class SimulateCommand implements Callable<Integer> {
    private final Interruption interruption;

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the bundle goes; none is written without it.")
    private @Nullable Path out;

    @Mixin
    private OutputOptions output = new OutputOptions();

    SimulateCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Scenario scenario = options.load();
        String started = SystemClock.utc().toString();
        KillSwitch killSwitch = interruption.killSwitch();
        SimulatedRun simulation = new SimulatedRun(scenario, killSwitch);
        Bundle bundle = out == null ? null : Bundle.create(out);
        output.prove();
        if (bundle == null) {
            Snapshot run = simulation.run(null, _ -> {});
            return new Ending(scenario, "simulate", started, killSwitch.isThrown(), output).write(run, null);
        }
        bundle.writeScenario(scenario.source());
        bundle.writeEnvironment(Environment.describe(Version.number()));
        try (PrintStream hlog = bundle.latencyLog()) {
            Snapshot run = simulation.run(hlog, _ -> {});
            int code = new Ending(scenario, "simulate", started, killSwitch.isThrown(), output).write(run, bundle);
            bundle.check(hlog);
            return code;
        }
    }
}
