package io.squall.cli;

import io.squall.report.Bundle;
import io.squall.report.Bundle.DamagedException;
import io.squall.report.Summary;
import io.squall.report.TextReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall report}: the text of a run and its page again, from its bundle alone. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Prints the report of an earlier run again, and makes its report.html anew, from its bundle alone.",
        footer = {"", "Example:", "  squall report runs/dec-7-20211207T153000.000Z --json - | jq .outcome"})
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The bundle.")
    private Path directory = Path.of(".");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try {
            Bundle bundle = Bundle.open(directory);
            Summary summary = bundle.readSummary();
            output.prove();
            output.console().print(TextReport.of(summary));
            output.console().flush();
            output.write(summary);
            bundle.writeReport();
            return ExitCode.PASS;
        } catch (DamagedException e) {
            spec.commandLine().getErr().println("squall: " + e.getMessage());
            return ExitCode.DAMAGED;
        }
    }
}
