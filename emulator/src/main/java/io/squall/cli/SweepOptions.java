package io.squall.cli;

import static io.squall.cli.OutputOptions.STDOUT;

import io.squall.guard.KillSwitch;
import io.squall.report.Bundle;
import io.squall.report.SearchReport;
import io.squall.run.Sweep;
import io.squall.run.Trials;
import io.squall.scenario.Phase;
import io.squall.scenario.Range;
import io.squall.scenario.Scenario;
import io.squall.scenario.ScenarioException;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Goal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What search and map have in common: a scenario tried many times. */
final class SweepOptions {
    @Parameters(paramLabel = "SCENARIO", description = "A preset's name (see: squall list) or a file.")
    private String scenario = "";

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Override one value. Repeatable.")
    private List<String> sets = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            defaultValue = "1..5",
            converter = SeedRange.Converter.class,
            description = "Each value is tried with each of these seeds. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SeedRange seeds;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write every trial here; - is the standard output, and people read the standard error.")
    private @Nullable Path json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Sweep sweep(Goal goal, KillSwitch killSwitch) {
        Sweep sweep = new Sweep(Trials.onAllCores(killSwitch), goal, this::load, seeds.first(), seeds.count());
        if (goal == Goal.RECOVERS && base().phases().stream().noneMatch(p -> p.kind() == Phase.Kind.TRIGGER)) {
            throw usage("--goal recovers needs a scenario with a phase of kind trigger; try --goal no-starve");
        }
        if (goal != Goal.PASS && base().probes().isEmpty()) {
            throw usage("without probes nothing can starve: this scenario has none");
        }
        return sweep;
    }

    private Scenario load(List<String> more, long seed) {
        List<String> all = new ArrayList<>(sets);
        all.addAll(more);
        return Scenarios.load(scenario, all, OptionalLong.of(seed));
    }

    Scenario base() {
        return load(List.of(), seeds.first());
    }

    /** @param others that the command knows besides */
    Goal goal(String text, List<String> others) {
        List<String> known = Stream.concat(Stream.of(Goal.values()).map(Goal::word), others.stream())
                .toList();
        return Stream.of(Goal.values())
                .filter(each -> each.word().equals(text))
                .findFirst()
                .orElseThrow(() -> usage("--goal: found " + text + ", expected one of " + String.join(", ", known)));
    }

    SeedRange seeds() {
        return seeds;
    }

    /** Also proves that the scenario takes both ends. */
    Range range(String option, String text) {
        Scenario base = base();
        try {
            return told(option, () -> {
                Range range = Range.parse(text, path -> Scenarios.value(base, path));
                if (range.paths().contains("seed")) {
                    throw new IllegalArgumentException(
                            "the seed is no value of the scenario; --seeds says which are tried");
                }
                load(range.sets(range.low()), seeds.first());
                load(range.sets(range.high()), seeds.first());
                return range;
            });
        } catch (IllegalArgumentException e) {
            throw usage(option + ": " + e.getMessage());
        }
    }

    /** What is wrong with values that an option sets is said of that option, and of nothing that nobody wrote. */
    static <T> T told(String option, Supplier<T> work) {
        try {
            return work.get();
        } catch (ScenarioException e) {
            throw new ScenarioException(e.sentences().stream()
                    .map(s -> s.replaceFirst("^--set(: phases\\.step-\\d+\\.set)?(?=: )", option))
                    .toList());
        }
    }

    SearchReport.Circumstances circumstances(boolean stopped) {
        return new SearchReport.Circumstances(Version.number(), base(), seeds.toString(), stopped);
    }

    ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** Where people read. */
    PrintWriter console() {
        return STDOUT.equals(json) ? err() : spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Proves that the result can be written, before anything is tried. */
    void prove() {
        OutputOptions.claim(spec, "--json", STDOUT.equals(json) ? null : json);
    }

    /** Proves it also of these. */
    void prove(@Nullable Path csv, @Nullable Path html) {
        OutputOptions.refuseTwice(spec, json, csv, html);
        OutputOptions.claim(spec, "--csv", csv);
        OutputOptions.claim(spec, "--html", html);
        prove();
    }

    void write(String result) {
        if (STDOUT.equals(json)) {
            spec.commandLine().getOut().println(result);
            spec.commandLine().getOut().flush();
        } else if (json != null) {
            Bundle.replace(json, result);
        }
    }
}
