package io.squall.cli;

import io.squall.report.Bundle;
import io.squall.report.Bundle.DamagedException;
import io.squall.report.Comparison;
import io.squall.report.ComparisonPage;
import io.squall.report.ComparisonTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall compare}: what differs between runs, and why. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Holds runs side by side: what is set otherwise, every headline figure with its difference to the first, and which "
                    + "mitigation helped.",
            "",
            "Runs of one scenario are a group, and differences get an interval from its spread (Welch). One run of each has "
                    + "intervals only for what is counted (Newcombe). If all are of one scenario, each stands for itself."
        },
        footer = {
            "",
            "Examples:",
            "  squall compare runs/dec-7-2021* runs/dec-7-oob-2021* --html side-by-side.html",
            "  for s in 1 2 3 4 5; do squall simulate dec-7 --seed $s --out a$s",
            "    squall simulate dec-7-oob --seed $s --out b$s; done",
            "  squall compare a? b?"
        })
final class CompareCommand implements Callable<Integer> {
    private static final List<String> OWN = List.of('"' + Comparison.SCHEMA + '"');

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "The bundles of two runs or more.")
    private List<Path> directories = List.of();

    @Option(names = "--all", description = "Also show every class and phase, a figure a line.")
    private boolean all;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write every figure here; - is the standard output, and people read the standard error.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write a page here, with the pictures on one axis: one file that needs nothing else.")
    private @Nullable Path html;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            List<Bundle> bundles = bundles();
            for (Bundle bundle : bundles) {
                Optional<String> reason = AgreeCommand.whyNothingWasMeasured(bundle);
                if (reason.isPresent()) {
                    spec.commandLine().getErr().println("squall: " + bundle.directory() + ": " + reason.get());
                    return ExitCode.INVALID;
                }
            }
            compare(bundles.stream().map(CompareCommand::read).toList());
            return ExitCode.PASS;
        } catch (DamagedException e) {
            return say(e, ExitCode.DAMAGED);
        } catch (IllegalArgumentException e) {
            return say(e, ExitCode.USAGE);
        }
    }

    private int say(RuntimeException e, int code) {
        spec.commandLine().getErr().println("squall: " + e.getMessage());
        return code;
    }

    private List<Bundle> bundles() {
        if (directories.size() < 2) {
            throw new IllegalArgumentException(
                    "there is nothing to compare " + directories.getFirst() + " with: give two runs or more");
        }
        Map<Path, Path> seen = new LinkedHashMap<>();
        List<Bundle> bundles = new ArrayList<>();
        for (Path directory : directories) {
            Path before = seen.putIfAbsent(real(directory), directory);
            if (before != null) {
                throw new IllegalArgumentException(
                        before + " and " + directory + " are the same directory: give each run once");
            }
            bundles.add(Bundle.open(directory));
        }
        return bundles;
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException _) {
            return directory;
        }
    }

    private static Comparison.Run read(Bundle bundle) {
        return new Comparison.Run(
                bundle, bundle.readSummary(), AgreeCommand.scenarioText(bundle), bundle.readEnvironment());
    }

    private void compare(List<Comparison.Run> runs) {
        Comparison comparison = Comparison.of(Version.number(), runs);
        String page = html == null ? "" : ComparisonPage.of(comparison);
        boolean piped = OutputOptions.STDOUT.equals(json);
        if (OutputOptions.STDOUT.equals(html) || (json != null && json.equals(html))) {
            throw new ParameterException(spec.commandLine(), "--html needs a file of its own; only --json can go to -");
        }
        OutputOptions.claim(spec, "--json", piped ? null : json, OWN);
        OutputOptions.claim(spec, "--html", html, OWN);
        PrintWriter console =
                piped ? spec.commandLine().getErr() : spec.commandLine().getOut();
        console.print(ComparisonTables.text(comparison, all));
        console.flush();
        if (piped) {
            spec.commandLine().getOut().println(comparison.json());
            spec.commandLine().getOut().flush();
        } else if (json != null) {
            Bundle.replace(json, comparison.json());
        }
        if (html != null) {
            Bundle.replace(html, page);
        }
    }
}
