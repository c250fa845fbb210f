package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.record.Counter;
import io.squall.record.Snapshot;
import io.squall.report.Bands;
import io.squall.report.BandsText;
import io.squall.run.Demand;
import io.squall.run.SimulatedRun;
import io.squall.scenario.Scenario;
import io.squall.storm.Storm;
import io.squall.time.SystemClock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code squall simulate}: in virtual time. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Runs a scenario in virtual time: the same classes, no socket, the same digest for the same seed. With "
                        + "--seeds it does so for many seeds, and says how far each figure spreads; such a band ends 98 if "
                        + "any seed was INVALID, else 99 if any was FAIL.",
        footer = {
            "",
            "Examples:",
            "  squall simulate dec-7",
            "  squall simulate dec-7 --seeds 1..100 --json bands.json",
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
    private SeedOptions seeds = new SeedOptions();

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    SimulateCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        refuseWhatDoesNotGoTogether();
        Scenario scenario = options.load();
        if (dryRun) {
            Demand demand = Demand.of(scenario);
            new Plan(demand)
                    .print(
                            output.console(),
                            false,
                            seeds.seeds()
                                    .map(range -> seeds.atOnce(range, demand))
                                    .orElse(1));
            return ExitCode.PASS;
        }
        if (seeds.seeds().isPresent()) {
            return simulate(scenario, seeds.seeds().get());
        }
        KillSwitch killSwitch = interruption.killSwitch();
        return new Undertaking(scenario, true, journal, output, killSwitch)
                .perform(
                        out,
                        (hlog, journalist) ->
                                timed(new SimulatedRun(scenario, killSwitch).recordedBy(journalist), hlog));
    }

    /** Says how fast it was, and how large: virtual time is only of use where there is enough of it. */
    private Snapshot timed(SimulatedRun simulation, @Nullable PrintStream hlog) {
        SystemClock clock = new SystemClock(0);
        Snapshot run = simulation.run(hlog, _ -> {});
        double seconds = clock.nowNs() / 1e9;
        long attempts =
                run.classes().stream().mapToLong(c -> c.total(Counter.INTENDED)).sum();
        output.console()
                .printf(
                        Locale.ROOT,
                        "Simulated %,d attempts in %.1f s on one core: %.2f million/s; %d bytes a source.%n",
                        attempts,
                        seconds,
                        attempts / seconds / 1e6,
                        Storm.bytesOfSource(run.phases().size()));
        return run;
    }

    private void refuseWhatDoesNotGoTogether() {
        boolean many = seeds.seeds().isPresent();
        String beside = options.hasSeed() ? "--seed" : out != null ? "--out" : output.hasJunit() ? "--junit" : "";
        if (many && !beside.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), beside + " is for one run, and --seeds are many: give one of them");
        }
        if (!many && seeds.hasCores()) {
            throw new ParameterException(spec.commandLine(), "--cores needs --seeds: one run has one thread");
        }
        seeds.cores();
        journal.check();
        if (journal.isOn(true) && out == null) {
            throw new ParameterException(spec.commandLine(), "--journal needs --out: it is part of a bundle");
        }
    }

    private int simulate(Scenario scenario, SeedRange range) {
        output.prove();
        Optional<Bands> done = seeds.simulate(scenario, range, interruption.killSwitch());
        if (done.isEmpty()) {
            output.console().println("STOPPED: before any of " + range.count() + " seeds was done");
            return ExitCode.STOPPED;
        }
        Bands bands = done.get();
        output.console().print(BandsText.of(bands));
        output.console().flush();
        output.write(bands.json());
        int code = !bands.allDone()
                ? ExitCode.STOPPED
                : bands.count("INVALID") > 0
                        ? ExitCode.INVALID
                        : bands.count("FAIL") > 0 ? ExitCode.FAIL : ExitCode.PASS;
        output.console().println("Exit code: " + code);
        return code;
    }
}
