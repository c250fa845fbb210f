package io.squall.cli;

import io.squall.scenario.Language;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code squall schema}: the language of scenarios, for editors. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description =
                "Prints the JSON Schema of scenarios: every key, what it means, and what stands for it by default.",
        footer = {
            "",
            "Example, for an editor that completes and checks while you type:",
            "  squall schema > squall.schema.json",
            "  and as the first line of a scenario beside it:",
            "  # yaml-language-server: $schema=squall.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(Language.schemaText().strip());
        return ExitCode.PASS;
    }
}
