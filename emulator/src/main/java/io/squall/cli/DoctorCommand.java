package io.squall.cli;

import io.squall.run.Doctor;
import io.squall.run.Doctor.Level;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall doctor}: whether this host can run a scenario. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Holds what a scenario needs against what this host has, and says how to mend what is short. Takes "
                        + "two seconds and sends nothing.",
        footer = {"", "Examples:", "  squall doctor", "  squall doctor mine.yaml"})
final class DoctorCommand implements Callable<Integer> {
    private static final long WATCH_NS = 2_000_000_000;

    @Parameters(paramLabel = "SCENARIO", arity = "0..1", description = "A preset's name or a file; dec-7 by default.")
    private String scenario = "dec-7";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Scenario of = Scenarios.load(scenario, List.of(), OptionalLong.empty());
        List<Doctor.Finding> findings = new Doctor(of, Path.of("/proc/sys"), WATCH_NS).examine();
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(f ->
                out.printf("%-5s %-29s %s%n", f.level() == Level.UNKNOWN ? "?" : f.level(), f.what(), f.sentence()));
        long failed = findings.stream().filter(f -> f.level() == Level.FAIL).count();
        long warned = findings.stream().filter(f -> f.level() == Level.WARN).count();
        out.println(
                failed > 0
                        ? "This host cannot run " + of.name() + " as it is."
                        : warned > 0
                                ? "This host can run " + of.name() + "; mind the warnings."
                                : "This host can run " + of.name() + ".");
        return failed > 0 ? ExitCode.HOST : ExitCode.PASS;
    }
}
