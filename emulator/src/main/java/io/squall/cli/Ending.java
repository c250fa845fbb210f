package io.squall.cli;

import io.squall.journal.State;
import io.squall.record.Snapshot;
import io.squall.report.Bundle;
import io.squall.report.Summary;
import io.squall.report.SummaryOf;
import io.squall.report.TextReport;
import io.squall.scenario.Scenario;
import io.squall.time.SystemClock;
import io.squall.verdict.Judge;
import io.squall.verdict.Verdict;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The end of a run: judge it, say it, write it down. */
record Ending(Scenario scenario, String mode, String startedUtc, boolean stopped, OutputOptions output) {

    /** {@code runs/<name>-<utc>}, with a number behind it if two runs begin in the same millisecond. */
    static Path defaultDirectory(Scenario scenario) {
        Path base = Path.of("runs", scenario.name() + "-" + SystemClock.compactUtc());
        Path free = base;
        for (int n = 2; Files.exists(free); n++) {
            free = base.resolveSibling(base.getFileName() + "-" + n);
        }
        return free;
    }

    /** @return the exit code */
    int write(Snapshot run, @Nullable Bundle bundle, State.@Nullable Kept journal) {
        PrintWriter console = output.console();
        Summary summary = summary(run, Version.number(), journal);
        // On the screen first: a full disk must not take the result along.
        console.print(TextReport.of(summary));
        console.flush();
        output.write(summary);
        if (bundle != null) {
            bundle.writeSummary(summary);
            bundle.writeIntervals(run);
            bundle.writeReport();
            console.println("Bundle: " + bundle.directory());
        }
        console.println("Exit code: " + summary.exitCode());
        return summary.exitCode();
    }

    /**
     * Judges it.
     *
     * @param squall version of the Squall that ran it
     * @param journal what was recorded; null if nothing was
     */
    Summary summary(Snapshot run, String squall, State.@Nullable Kept journal) {
        Verdict verdict = Judge.judge(scenario, run);
        int code = stopped ? ExitCode.STOPPED : ExitCode.of(verdict.outcome());
        OptionalLong stoppedNs =
                stopped ? OptionalLong.of(run.phases().getLast().endNs()) : OptionalLong.empty();
        return SummaryOf.of(
                scenario,
                run,
                verdict,
                new SummaryOf.Circumstances(squall, mode, startedUtc, stoppedNs, code, journal));
    }
}
