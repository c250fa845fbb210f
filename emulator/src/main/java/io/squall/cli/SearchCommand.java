package io.squall.cli;

import io.squall.report.SearchReport;
import io.squall.run.Sweep;
import io.squall.scenario.Notation;
import io.squall.scenario.Quantity;
import io.squall.scenario.Range;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Goal;
import io.squall.verdict.Hysteresis;
import io.squall.verdict.Search;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code squall search}: the value at which the verdict flips. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = {
            "Bisects in virtual time to the value of the scenario at which the verdict flips, over several seeds.",
            "",
            "A value counts as good if at most half of its seeds miss the goal. Each trial is a simulation of its own from "
                    + "its first instant; it is settled if no control class starves before the trigger. Goals:",
            "  no-starve   no control class starves: headroom",
            "  recovers    it comes back from its trigger by itself: hidden capacity",
            "  pass        the scenario's own expectations and criteria, with its operator",
            "  hysteresis  sweeps the value slowly up and down: where it collapses, and where it recovers",
            "All but pass are without the operator: what is mitigated shows nothing about the system itself."
        },
        footer = {
            "",
            "Examples:",
            "  squall search dec-7 --vary storms.clients.population.closed.sources=500..4000",
            "  squall search dec-7 --vary phases.scaling-activity.drop.clients=1..100%% --seeds 1..20",
            "  squall search dec-7 --vary paths.boundary.capacity --goal no-starve",
            "  squall search mine.yaml --vary storms.clients.population.open.rate=50/s..400/s --goal hysteresis"
        })
final class SearchCommand implements Callable<Integer> {
    private static final String HYSTERESIS = "hysteresis";
    /** All steps together take a day at the most. */
    private static final long LONGEST_SETTLE_NS = 720_000_000_000L;

    private final Interruption interruption;

    @Mixin
    private SweepOptions options = new SweepOptions();

    @Option(
            names = "--vary",
            required = true,
            paramLabel = "PATH[=LOW..HIGH]",
            description =
                    "What is varied; several paths, with commas between, get the same value. Without ends: from a "
                            + "quarter to four times what the scenario has.")
    private String vary = "";

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "1%",
            description = "How narrow the bracket must be, as a share of its upper end. Default: ${DEFAULT-VALUE}.")
    private String precision = "";

    @Option(
            names = "--goal",
            paramLabel = "GOAL",
            defaultValue = "recovers",
            description = "Default: ${DEFAULT-VALUE}.")
    private String goal = "";

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            description =
                    "Of hysteresis: how long each step lasts. Default: twice the window and the hold of the verdict.")
    private @Nullable String settle;

    SearchCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        double narrow = read(Quantity.SHARE, "--precision", precision);
        if (!(narrow >= 0.0001 && narrow <= 0.5)) {
            throw options.usage("--precision: found " + precision + ", expected a share from 0.01 % to 50 %");
        }
        boolean hysteresis = goal.equals(HYSTERESIS);
        if (settle != null && !hysteresis) {
            throw options.usage("--settle is only for --goal hysteresis");
        }
        Goal wanted = hysteresis ? Goal.NO_STARVE : options.goal(goal, List.of(HYSTERESIS));
        Sweep sweep = options.sweep(wanted, interruption.killSwitch());
        Range range = options.range("--vary", vary);
        options.prove();
        return hysteresis ? hysteresis(sweep, range) : search(sweep, range, narrow, wanted);
    }

    private int search(Sweep sweep, Range range, double narrow, Goal wanted) {
        Progress progress = new Progress(options.err(), Terminal.screen().isPresent(), 0, "trials");
        Search search = sweep.search(Search.of(range, narrow), progress);
        progress.close();
        boolean stopped = interruption.killSwitch().isThrown() && search.next().isPresent();
        OptionalDouble present = Scenarios.value(options.base(), range.paths().getFirst()).flatMap(range::read).stream()
                .mapToDouble(Double::doubleValue)
                .findFirst();
        return say(SearchReport.of(options.circumstances(stopped), wanted, search, present));
    }

    private int hysteresis(Sweep sweep, Range range) {
        if (range.paths().size() > 1) {
            throw options.usage("--goal hysteresis varies one path, found " + range.name());
        }
        Scenario base = options.base();
        long settleNs =
                settle == null ? 2 * (base.windowNs() + base.holdNs()) : read(Quantity.DURATION, "--settle", settle);
        if (settleNs < base.windowNs() || settleNs > LONGEST_SETTLE_NS) {
            throw options.usage("--settle: found " + settle + ", expected at least the window of the verdict, "
                    + Quantity.DURATION.format(base.windowNs()) + ", and "
                    + Quantity.DURATION.format(LONGEST_SETTLE_NS) + " at the most");
        }
        Progress progress = new Progress(options.err(), Terminal.screen().isPresent(), 0, "trials");
        Range way = range;
        List<Hysteresis> sweeps = sweep(sweep, way, settleNs, progress);
        // Starved from the first step on: low values are the hard ones.
        if (sweeps.stream().allMatch(s -> s.collapse().orElse(range.high()) == range.low())) {
            way = range.turned();
            sweeps = sweep(sweep, way, settleNs, progress);
        }
        progress.close();
        boolean stopped = sweeps.size() < options.seeds().count();
        return say(SearchReport.of(
                options.circumstances(stopped), way, options.seeds().first(), sweeps));
    }

    private static List<Hysteresis> sweep(Sweep sweep, Range way, long settleNs, Progress progress) {
        return SweepOptions.told("--vary", () -> sweep.hysteresis(way, settleNs, progress));
    }

    private <T> T read(Notation<T> notation, String option, String text) {
        return switch (notation.read(text)) {
            case Notation.Reading.Good<T>(T value) -> value;
            case Notation.Reading.Bad<T>(String expected) ->
                throw options.usage(option + ": found " + text + ", expected " + expected);
        };
    }

    private int say(SearchReport report) {
        options.console().print(report.text());
        options.console().flush();
        options.write(report.json());
        return switch (report.outcome()) {
            case "found" -> ExitCode.PASS;
            case "stopped" -> ExitCode.STOPPED;
            default -> ExitCode.INVALID;
        };
    }
}
