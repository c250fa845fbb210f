package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.journal.Journalist;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import io.squall.report.Bundle;
import io.squall.run.Calibration;
import io.squall.run.Demand;
import io.squall.run.Environment;
import io.squall.run.Journals;
import io.squall.run.SocketRun;
import io.squall.scenario.Scenario;
import io.squall.time.SystemClock;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code squall run}: on real sockets. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a scenario on real loopback sockets through the embedded boundary.",
        footer = {
            "",
            "Examples:",
            "  squall run dec-7",
            "  squall run mine.yaml --dry-run",
            "  squall run dec-7 --seed 3 --set storms.clients.retry.limit=0",
            "  squall run dec-7 --json - --junit squall.xml > summary.json"
        })
final class RunCommand implements Callable<Integer> {
    private final Interruption interruption;

    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the bundle goes; runs/<name>-<utc> by default.")
    private @Nullable Path out;

    @Option(
            names = "--ports",
            paramLabel = "FIRST",
            description =
                    "The relay listens at this port for the first class, at the next for the second, and so on; by default "
                            + "the kernel chooses.")
    private int firstPort;

    @Option(names = "--dry-run", description = "Only say what would be done, and what it needs of this host.")
    private boolean dryRun;

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    RunCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        PrintWriter console = output.console();
        journal.check();
        Scenario scenario = options.load();
        int most = 65_536 - scenario.trafficClasses();
        if (firstPort < 0 || firstPort > most) {
            throw new ParameterException(
                    spec.commandLine(), "--ports: found " + firstPort + ", expected a port up to " + most);
        }
        if (dryRun) {
            Demand demand = Demand.of(scenario);
            new Plan(demand).print(console, true, 1);
            demand.permit();
            return ExitCode.PASS;
        }
        String started = SystemClock.utc().toString();
        Bundle bundle = Bundle.create(out == null ? Ending.defaultDirectory(scenario) : out);
        output.prove();
        bundle.writeScenario(scenario.source());
        Map<String, Object> environment = Environment.describe(Version.number());
        bundle.writeEnvironment(environment);
        Journals.Subject subject = new Journals.Subject(scenario, "run", false, started, environment);
        Journalist journalist = journal.begin(bundle.directory(), subject);
        KillSwitch killSwitch = interruption.killSwitch();
        console.println("Calibrating this host for " + scenario.name() + " …");
        List<SelfHealth.Floor> floors = new Calibration(scenario, killSwitch).floors();
        if (killSwitch.isThrown()) {
            console.println("STOPPED: during the calibration, before anything was measured; " + bundle.directory());
            return ExitCode.STOPPED;
        }
        try (PrintStream hlog = bundle.latencyLog()) {
            Snapshot run = run(scenario, floors, hlog, journalist);
            int code = new Ending(scenario, "run", started, killSwitch.isThrown(), output)
                    .write(run, bundle, journalist == null ? null : journalist.kept());
            bundle.check(hlog);
            return code;
        }
    }

    private Snapshot run(
            Scenario scenario, List<SelfHealth.Floor> floors, PrintStream hlog, @Nullable Journalist journalist) {
        try (LiveView live = new LiveView(output.console(), Terminal.screen(), Terminal.colour())) {
            return new SocketRun(scenario, interruption.killSwitch(), firstPort, floors)
                    .recordedBy(journalist)
                    .run(hlog, live);
        }
    }
}
