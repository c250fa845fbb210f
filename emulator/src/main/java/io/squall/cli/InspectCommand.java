package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.journal.DamagedJournalException;
import io.squall.journal.JournalReader;
import io.squall.report.Bundle;
import io.squall.report.JournalReport;
import io.squall.run.Following;
import io.squall.run.Journals;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.time.Idle;
import io.squall.time.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall inspect}: what a journal holds; or what it is being told at this moment. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description =
                "Says what a journal holds and whether it is whole: phases, counts, rates, digest, first and last events. "
                        + "With --follow it shows a run that another process leads, as that process itself does.",
        footer = {
            "",
            "Examples:",
            "  squall inspect runs/dec-7-20211207T153000.000Z",
            "  squall inspect runs/dec-7-20211207T153000.000Z --follow"
        })
final class InspectCommand implements Callable<Integer> {
    private static final long LOOK_NS = 50_000_000;
    private static final long PATIENCE_NS = 10_000_000_000L;

    private final Interruption interruption;

    @Parameters(paramLabel = "RUN|JOURNAL", description = "A bundle, or a journal by itself.")
    private Path directory = Path.of(".");

    @Option(names = "--follow", description = "Show the run while it goes on; ends with it, or with ^C.")
    private boolean follow;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write it as JSON here; - is the standard output.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    InspectCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        try {
            return follow ? follow() : inspect();
        } catch (DamagedJournalException e) {
            return damaged(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return damaged("cannot read the journal of " + directory + ": " + e.getMessage());
        }
    }

    private int damaged(String why) {
        spec.commandLine().getErr().println("squall: " + why);
        return ExitCode.DAMAGED;
    }

    private static Scenario scenario(JournalReader journal) {
        return Scenarios.read("the journal's header", journal.header().scenario(), List.of(), OptionalLong.empty());
    }

    private int inspect() throws IOException {
        boolean onStdout = OutputOptions.STDOUT.equals(json);
        PrintWriter console =
                onStdout ? spec.commandLine().getErr() : spec.commandLine().getOut();
        OutputOptions.claim(spec, "--json", onStdout ? null : json);
        try (JournalReader journal = Journals.open(directory)) {
            JournalReport report = JournalReport.of(journal, scenario(journal));
            console.print(report.text());
            console.flush();
            if (onStdout) {
                spec.commandLine().getOut().println(report.json());
            } else if (json != null) {
                Bundle.replace(json, report.json());
            }
            return report.trouble() == null ? ExitCode.PASS : ExitCode.DAMAGED;
        }
    }

    private int follow() throws IOException {
        KillSwitch killSwitch = interruption.killSwitch();
        Idle idle = Idle.parking(LOOK_NS);
        SystemClock clock = new SystemClock(0);
        long newestNs = 0;
        try (JournalReader journal = Journals.follow(directory);
                LiveView live = new LiveView(spec.commandLine().getOut(), Terminal.screen(), Terminal.colour())) {
            Following following = new Following(journal, scenario(journal), live);
            while (!killSwitch.isThrown() && !following.isOver()) {
                if (following.turn() > 0) {
                    newestNs = clock.nowNs();
                } else if (clock.nowNs() - newestNs > PATIENCE_NS) {
                    return damaged("nothing was written to the journal for 10 s, and its end is not there: the run was "
                            + "killed, or hangs; see: squall report " + directory);
                }
                idle.idle(LOOK_NS);
            }
            if (journal.damage().isPresent()) {
                return damaged(directory + ": " + journal.damage().get());
            }
        }
        return killSwitch.isThrown() ? ExitCode.STOPPED : ExitCode.PASS;
    }
}
