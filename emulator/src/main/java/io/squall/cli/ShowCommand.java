package io.squall.cli;

import io.squall.scenario.Scenarios;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall show}: a scenario's text. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints a scenario as it was written, comments included, or with all that it extends.",
        footer = {
            "",
            "Examples:",
            "  squall show dec-7 > mine.yaml",
            "  squall show dec-7-oob --resolved --set storms.clients.timeout='1 s'"
        })
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", description = "A preset's name (see: squall list) or a file.")
    private String scenario = "";

    @Option(names = "--resolved", description = "What it comes to: with all that it extends, without comments.")
    private boolean resolved;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "With --resolved: override one value. Repeatable.")
    private List<String> sets = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!sets.isEmpty() && !resolved) {
            throw new ParameterException(
                    spec.commandLine(), "--set needs --resolved: the text as written stays as it is");
        }
        spec.commandLine()
                .getOut()
                .print(
                        resolved
                                ? Scenarios.load(scenario, sets, OptionalLong.empty())
                                        .source()
                                : Scenarios.text(scenario));
        spec.commandLine().getOut().flush();
        return ExitCode.PASS;
    }
}
