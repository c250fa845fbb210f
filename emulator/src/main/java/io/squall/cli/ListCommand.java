package io.squall.cli;

import io.squall.scenario.Presets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code squall list}: the presets. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the presets.")
final class ListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        int width = Presets.names().stream().mapToInt(String::length).max().orElse(1);
        Presets.names()
                .forEach(name ->
                        spec.commandLine().getOut().printf("%-" + width + "s  %s%n", name, Presets.title(name)));
        return ExitCode.PASS;
    }
}
