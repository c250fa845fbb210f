package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.record.Snapshot;
import io.squall.report.Bundle;
import io.squall.run.Demand;
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
        footer = {
            "",
            "Examples:",
            "  squall simulate dec-7",
            "  squall simulate mine.yaml --set paths.boundary.capacity=40000/s --junit squall.xml"
        })
final class SimulateCommand implements Callable<Integer> {
    private final Interruption interruption;

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the bundle goes; none is written without it.")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "Only say what would be done, and what it needs of this host.")
    private boolean dryRun;

    @Mixin
    private OutputOptions output = new OutputOptions();

    SimulateCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Scenario scenario = options.load();
        if (dryRun) {
            new Plan(Demand.of(scenario)).print(output.console(), false);
            return ExitCode.PASS;
        }
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
