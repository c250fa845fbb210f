package io.squall.cli;

import io.squall.report.Bundle;
import io.squall.report.Bundle.BundleException;
import io.squall.report.TextReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall report}: the text of a run again, from its bundle alone. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Prints the report of an earlier run again, from its bundle alone.",
        exitCodeListHeading = "%nExit codes:%n")
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The bundle.")
    private Path directory = Path.of(".");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.print(TextReport.of(Bundle.open(directory).readSummary()));
            return ExitCode.PASS;
        } catch (BundleException e) {
            spec.commandLine().getErr().println("squall: " + e.getMessage());
            return ExitCode.DAMAGED;
        }
    }
}
