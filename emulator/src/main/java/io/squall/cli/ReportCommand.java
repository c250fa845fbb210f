package io.squall.cli;

import io.squall.journal.DamagedJournalException;
import io.squall.journal.Header;
import io.squall.journal.JournalReader;
import io.squall.journal.Rebuild;
import io.squall.journal.State;
import io.squall.record.Snapshot;
import io.squall.report.Bundle;
import io.squall.report.Bundle.DamagedException;
import io.squall.report.Summary;
import io.squall.report.TextReport;
import io.squall.run.Journals;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall report}: the text of a run and its page again, from its bundle alone; or all figures anew, from its journal alone. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the report of an earlier run again, and makes its report.html anew, from its bundle alone.",
            "With --recompute every figure is computed anew from the bundle's journal alone, and held against what the run wrote. "
                    + "With --set verdict.…, criteria.… or expect.… an old storm is judged again by other criteria. Of a run that was "
                    + "killed, its journal tells as much as was recorded; the report then says that it is incomplete, and ends 5."
        },
        footer = {
            "",
            "Examples:",
            "  squall report runs/dec-7-20211207T153000.000Z --json - | jq .outcome",
            "  squall report runs/dec-7-20211207T153000.000Z --recompute",
            "  squall report runs/dec-7-20211207T153000.000Z --set verdict.window=2s --out again"
        })
final class ReportCommand implements Callable<Integer> {
    private static final List<String> JUDGED = List.of("verdict.", "criteria.", "expect.");

    @Parameters(paramLabel = "DIR", description = "The bundle, or a journal by itself.")
    private Path directory = Path.of(".");

    @Option(names = "--recompute", description = "Compute every figure anew from the journal alone.")
    private boolean recompute;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Judge by another value of verdict, criteria or expect. Implies --recompute. Repeatable.")
    private List<String> sets = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write what was recomputed as a bundle of its own, without a journal.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        for (String set : sets) {
            if (JUDGED.stream().noneMatch(set::startsWith)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--set: found \"" + set
                                + "\": of a run that is over only verdict, criteria and expect can be set");
            }
        }
        try {
            Bundle bundle = Bundle.open(directory);
            return recompute || !sets.isEmpty() || out != null || (!bundle.hasSummary() && Journals.exists(directory))
                    ? recomputed(bundle)
                    : again(bundle);
        } catch (DamagedException | DamagedJournalException e) {
            spec.commandLine().getErr().println("squall: " + e.getMessage());
            return ExitCode.DAMAGED;
        }
    }

    private int again(Bundle bundle) {
        Summary summary = bundle.readSummary();
        output.prove();
        say(summary);
        bundle.writeReport();
        return ExitCode.PASS;
    }

    private void say(Summary summary) {
        output.console().print(TextReport.of(summary));
        output.console().flush();
        output.write(summary);
    }

    private int recomputed(Bundle bundle) {
        output.prove();
        try (JournalReader journal = Journals.open(directory)) {
            Header header = journal.header();
            Scenario scenario = Scenarios.read(directory + "/journal", header.scenario(), sets, OptionalLong.empty());
            Bundle target = out == null ? null : Bundle.create(out);
            try (PrintStream hlog = target == null ? null : target.latencyLog()) {
                Rebuild.Run run = Rebuild.of(journal, scenario, hlog);
                Summary summary = summary(header, scenario, run);
                say(summary);
                write(bundle, target, summary, run.snapshot(), scenario, header);
                return verdict(bundle, summary, run);
            }
        } catch (IOException e) {
            throw new DamagedJournalException("cannot read the journal of " + directory + ": " + e.getMessage());
        }
    }

    private static void write(
            Bundle bundle, @Nullable Bundle target, Summary summary, Snapshot run, Scenario scenario, Header header) {
        if (target != null) {
            target.writeScenario(scenario.source());
            target.writeEnvironment(header.environment());
            target.writeSummary(summary);
            target.writeIntervals(run);
            target.writeReport();
        } else if (!bundle.hasSummary()) {
            bundle.writeReport(summary, run, scenario.source(), header.environment());
        }
    }

    private Summary summary(Header header, Scenario scenario, Rebuild.Run run) {
        State.End end = run.end();
        return new Ending(scenario, header.mode(), header.startedUtc(), end != null && end.stopped(), output)
                .summary(run.snapshot(), header.squall(), end == null ? null : end.kept());
    }

    /** Says what the figures are worth, and ends with that. */
    private int verdict(Bundle bundle, Summary summary, Rebuild.Run run) {
        if (run.trouble().isPresent()) {
            spec.commandLine()
                    .getErr()
                    .println("squall: " + directory + ": " + run.trouble().get());
            return ExitCode.DAMAGED;
        }
        if (!sets.isEmpty() || !bundle.hasSummary()) {
            return summary.exitCode();
        }
        State.Kept kept = summary.journal();
        if (kept != null && !kept.all()) {
            output.console()
                    .println(
                            "Recomputed from a sampled journal: counters are those of the run, latencies of storms those of what was kept.");
            return ExitCode.PASS;
        }
        boolean equal = bundle.readSummary().json().equals(summary.json());
        output.console()
                .println(
                        equal
                                ? "Recomputed from the journal alone: equal to what the run wrote."
                                : "Recomputed from the journal alone: NOT equal to what the run wrote in summary.json.");
        return equal ? ExitCode.PASS : ExitCode.DAMAGED;
    }
}
