package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.journal.Journalist;
import io.squall.record.Snapshot;
import io.squall.report.Bundle;
import io.squall.run.Environment;
import io.squall.run.Journals;
import io.squall.scenario.Scenario;
import io.squall.time.SystemClock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run from its bundle to its exit code, whichever command asks for it.
 *
 * @param virtual whether in virtual time
 */
record Undertaking(
        Scenario scenario, boolean virtual, JournalOptions journal, OutputOptions output, KillSwitch killSwitch) {
    /** What is done in it. */
    interface Performance {
        /** @return false if a signal ended it before anything was measured */
        default boolean prepare() {
            return true;
        }

        /** @param hlog where interval histograms go; null, as the journal is, if there is no bundle */
        Snapshot run(@Nullable PrintStream hlog, @Nullable Journalist journalist);
    }

    /**
     * Does it, and writes down what came of it.
     *
     * @param directory of the bundle; null for none
     * @return the exit code
     */
    int perform(@Nullable Path directory, Performance performance) {
        String started = SystemClock.utc().toString();
        Bundle bundle = directory == null ? null : Bundle.create(directory);
        output.prove();
        if (bundle == null) {
            Snapshot run = performance.run(null, null);
            return ending(started).write(run, null, null);
        }
        bundle.writeScenario(scenario.source());
        Map<String, Object> environment = Environment.describe(Version.number());
        bundle.writeEnvironment(environment);
        Journalist journalist = journal.begin(
                bundle.directory(), new Journals.Subject(scenario, mode(), virtual, started, environment));
        if (!performance.prepare()) {
            output.console()
                    .println("STOPPED: during the calibration, before anything was measured; " + bundle.directory());
            return ExitCode.STOPPED;
        }
        try (PrintStream hlog = bundle.latencyLog()) {
            Snapshot run = performance.run(hlog, journalist);
            int code = ending(started).write(run, bundle, journalist == null ? null : journalist.kept());
            bundle.check(hlog);
            return code;
        }
    }

    private String mode() {
        return virtual ? "simulate" : "run";
    }

    /** After the run: whether it was stopped is known only then. */
    private Ending ending(String started) {
        return new Ending(scenario, mode(), started, killSwitch.isThrown(), output);
    }
}
