package io.squall.cli;

import io.squall.scenario.Scenario;
import io.squall.scenario.ScenarioException;
import io.squall.scenario.Scenarios;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall check}: whether scenarios can be read. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Reads scenarios, and says all that is wrong with them: file, line, column, key, value, and what was "
                        + "expected.",
        footer = {"", "Example:", "  squall check scenarios/*.yaml"})
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenario files, or presets.")
    private List<String> files = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        int code = ExitCode.PASS;
        for (String file : files) {
            try {
                Scenario scenario = Scenarios.load(file, List.of(), OptionalLong.empty());
                spec.commandLine().getOut().println(file + ": OK: " + line(scenario));
            } catch (ScenarioException e) {
                e.sentences().forEach(spec.commandLine().getErr()::println);
                code = ExitCode.SCENARIO;
            }
        }
        return code;
    }

    private static String line(Scenario s) {
        return String.format(
                Locale.ROOT,
                "%s, %d s, %s, %s, %s, %s, %s",
                s.name(),
                s.durationNs() / 1_000_000_000,
                count(s.phases().size(), "phase"),
                count(s.paths().size(), "path"),
                count(s.storms().size(), "storm"),
                count(s.probes().size(), "probe"),
                count(s.operator().size(), "mitigation"));
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
