package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.report.Bundle;
import io.squall.validate.Experiment;
import io.squall.validate.Validation;
import io.squall.validate.Validation.Row;
import io.squall.validate.ValidationPage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall validate}: what theory says, and what Squall measures. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description =
                "Measures, in virtual time and on all cores, figures that are known from theory, and says which of them lie "
                        + "outside their tolerance.",
        footer = {
            "",
            "Examples:",
            "  squall validate",
            "  squall validate finite-queue codel",
            "  squall validate --list",
            "  squall validate --show codel > mine.yaml",
            "  squall validate --out docs/validation.md"
        })
final class ValidateCommand implements Callable<Integer> {
    private final Interruption interruption;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which scenarios; all by default.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Only list the names.")
    private boolean list;

    @Option(names = "--show", paramLabel = "NAME", description = "Only print this scenario.")
    private @Nullable String show;

    @Option(names = "--out", paramLabel = "FILE", description = "Also write the table here, as Markdown.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ValidateCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        List<Experiment> all = Validation.experiments();
        Map<String, Experiment> known = new LinkedHashMap<>();
        all.forEach(e -> known.putIfAbsent(e.scenario(), e));
        Stream.concat(names.stream(), Stream.ofNullable(show))
                .filter(name -> !known.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw usage("there is no known answer called " + name + " (squall validate --list)");
                });
        if (show != null) {
            known.values().stream().filter(e -> e.scenario().equals(show)).forEach(e -> console.print(e.text()));
            console.flush();
            return ExitCode.PASS;
        }
        if (list) {
            known.forEach((name, e) -> console.printf("%-20s  %s%n", name, e.title()));
            return ExitCode.PASS;
        }
        OutputOptions.claim(spec, "--out", out);
        List<Experiment> chosen = all.stream()
                .filter(e -> names.isEmpty() || names.contains(e.scenario()))
                .toList();
        return measure(chosen, console);
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private int measure(List<Experiment> chosen, PrintWriter console) {
        KillSwitch killSwitch = interruption.killSwitch();
        List<Row> rows = Validation.measure(chosen, killSwitch, _ -> {});
        console.print(ValidationPage.text(rows));
        console.flush();
        if (killSwitch.isThrown()) {
            console.println("Stopped: the rest was not measured" + (out == null ? "." : ", and nothing was written."));
            return ExitCode.STOPPED;
        }
        if (out != null) {
            Bundle.replace(out, ValidationPage.markdown(rows));
        }
        int code = rows.stream().allMatch(Row::isMeasured)
                ? rows.stream().allMatch(Row::holds) ? ExitCode.PASS : ExitCode.FAIL
                : ExitCode.INVALID;
        console.println("Exit code: " + code);
        return code;
    }
}
