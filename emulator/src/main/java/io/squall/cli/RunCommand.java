package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.run.Demand;
import io.squall.run.SocketRun;
import io.squall.scenario.Scenario;
import java.io.PrintWriter;
import java.nio.file.Path;
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

    @Mixin
    private IdleOption idle = new IdleOption();

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
        KillSwitch killSwitch = interruption.killSwitch();
        return new Undertaking(scenario, false, journal, output, killSwitch)
                .perform(
                        out == null ? Ending.defaultDirectory(scenario) : out,
                        new OnSockets(
                                scenario,
                                scenario.name(),
                                killSwitch,
                                output,
                                idle.waiting(),
                                floors -> new SocketRun(scenario, killSwitch, firstPort, floors)));
    }
}
