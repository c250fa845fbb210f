package io.squall.cli;

import io.squall.report.Bundle;
import io.squall.report.MapReport;
import io.squall.report.MapReport.Axis;
import io.squall.run.Sweep;
import io.squall.scenario.Phase;
import io.squall.scenario.Range;
import io.squall.scenario.Scenario;
import io.squall.verdict.Goal;
import io.squall.verdict.Goal.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code squall map}: where it comes back, and where it does not. */
@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        description = {
            "Shows over a grid of two values the share of seeds that do not come back from the trigger (or miss another "
                    + "goal), in virtual time on all cores.",
            "",
            "If one axis is a value of the trigger phase, the other is the load, and the map says what each load is: stable, "
                    + "vulnerable (it depends on the trigger), metastable or overloaded. The operator stays away, unless "
                    + "the goal is pass."
        },
        footer = {
            "",
            "Examples:",
            "  squall map dec-7 --x phases.scaling-activity.drop.clients=0..60%%:13 \\",
            "      --y storms.clients.population.closed.sources=1000..4000:13 --html map.html --csv map.csv",
            "  squall map dec-7 --x paths.boundary.capacity=300/s..900/s:7 \\",
            "      --y storms.clients.population.closed.sources=1000..4000:7 --goal no-starve --seeds 3"
        })
final class MapCommand implements Callable<Integer> {
    private static final int MOST_CELLS = 10_000;
    private static final int MOST_TRIALS = 1_000_000;
    private static final Pattern AXIS = Pattern.compile("(.+):(\\d{1,9})");

    private final Interruption interruption;

    @Mixin
    private SweepOptions options = new SweepOptions();

    @Option(names = "--x", required = true, paramLabel = "PATH=LOW..HIGH:STEPS", description = "From left to right.")
    private String x = "";

    @Option(names = "--y", required = true, paramLabel = "PATH=LOW..HIGH:STEPS", description = "From below to above.")
    private String y = "";

    @Option(
            names = "--goal",
            paramLabel = "GOAL",
            defaultValue = "recovers",
            description = "recovers, no-starve or pass, as of search. Default: ${DEFAULT-VALUE}.")
    private String goal = "";

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write a line for each cell here.")
    private @Nullable Path csv;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write the picture here: one page that needs nothing else.")
    private @Nullable Path html;

    MapCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    private record Steps(Range range, int steps) {
        Axis axis() {
            return Axis.of(range, steps);
        }
    }

    @Override
    public Integer call() {
        Goal wanted = options.goal(goal, List.of());
        Sweep sweep = options.sweep(wanted, interruption.killSwitch());
        Steps across = steps("--x", x);
        Steps up = steps("--y", y);
        if (!Collections.disjoint(across.range.paths(), up.range.paths())) {
            throw options.usage("--x and --y vary the same path, expected two different ones");
        }
        long cells = (long) across.steps * up.steps;
        refuse(cells, MOST_CELLS, "cells");
        refuse(cells * options.seeds().count(), MOST_TRIALS, "trials (cells × seeds)");
        Axis columns = across.axis();
        Axis rows = up.axis();
        options.prove(csv, html);
        List<List<String>> settings = new ArrayList<>();
        for (double high : rows.values()) {
            for (double right : columns.values()) {
                List<String> sets = new ArrayList<>(across.range.sets(right));
                sets.addAll(up.range.sets(high));
                settings.add(sets);
            }
        }
        int trials = settings.size() * options.seeds().count();
        Progress progress = new Progress(options.err(), Terminal.screen().isPresent(), trials, "trials");
        List<List<Finding>> findings = sweep.findings(settings, progress);
        progress.close();
        boolean stopped = findings.stream().anyMatch(List::isEmpty);
        MapReport map = MapReport.of(
                options.circumstances(stopped), wanted, columns, rows, triggerAxis(across.range, up.range), findings);
        options.console().print(map.text());
        options.console().flush();
        options.write(map.json());
        if (csv != null) {
            Bundle.replace(csv, map.csv());
        }
        if (html != null) {
            Bundle.replace(html, map.html());
        }
        return stopped ? ExitCode.STOPPED : ExitCode.PASS;
    }

    private Steps steps(String option, String text) {
        Matcher axis = AXIS.matcher(text.strip());
        if (!axis.matches()) {
            throw options.usage(option + ": found " + text + ", expected PATH=LOW..HIGH:STEPS");
        }
        Range range = options.range(option, axis.group(1));
        int steps = Integer.parseInt(axis.group(2));
        if (steps < 2 || (range.whole() && steps > range.high() - range.low() + 1)) {
            throw options.usage(option + ": found " + steps + " steps from " + range.write(range.low()) + " to "
                    + range.write(range.high()) + ", expected 2 or more, and as many different values");
        }
        return new Steps(range, steps);
    }

    private void refuse(long found, long most, String what) {
        if (found > most) {
            throw options.usage("found a map of " + found + " " + what + ", expected " + most + " at the most");
        }
    }

    /** The one whose paths all lie in the trigger phase, if the other's do not. */
    private @Nullable String triggerAxis(Range across, Range up) {
        Scenario base = options.base();
        boolean isX = isTrigger(base, across);
        return isX == isTrigger(base, up) ? null : isX ? "x" : "y";
    }

    private static boolean isTrigger(Scenario base, Range range) {
        return base.phases().stream()
                .filter(p -> p.kind() == Phase.Kind.TRIGGER)
                .anyMatch(p -> range.paths().stream().allMatch(path -> path.startsWith("phases." + p.name() + ".")));
    }
}
