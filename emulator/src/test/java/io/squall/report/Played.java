package io.squall.report;

import io.squall.guard.KillSwitch;
import io.squall.record.Snapshot;
import io.squall.run.SimulatedRun;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Judge;
import io.squall.verdict.Verdict;
import java.util.List;
import java.util.OptionalLong;

/** A preset that has been played in virtual time, with all that is made of it. */
record Played(Scenario scenario, Snapshot run, Verdict verdict, Summary summary) {
    /** The day, with a starvation that is ended by mitigations. */
    static final Played DEC_7 = of("dec-7");
    /** The same network without a trigger. */
    static final Played QUIET = of("quiet");
    /** The day with a back-off that works: all classes come back by themselves. */
    static final Played RECOVERED = of("dec-7", "storms.clients.retry.backoff=full-jitter");

    static Played of(String preset, String... sets) {
        Scenario scenario = Scenarios.load(preset, List.of(sets), OptionalLong.empty());
        Snapshot run = new SimulatedRun(scenario, new KillSwitch()).run(null, _ -> {});
        Verdict verdict = Judge.judge(scenario, run);
        return new Played(
                scenario, run, verdict, SummaryOf.of(scenario, run, verdict, simulated(OptionalLong.empty())));
    }

    /** Thrown by the watcher at a second of the run: as a signal would. */
    static Played stoppedAfter(int seconds) {
        Scenario scenario = Scenarios.load("dec-7", List.of(), OptionalLong.empty());
        KillSwitch killSwitch = new KillSwitch();
        Snapshot run = new SimulatedRun(scenario, killSwitch).run(null, beat -> {
            if (beat.nowNs() >= seconds * 1_000_000_000L) {
                killSwitch.throwIt();
            }
        });
        Verdict verdict = Judge.judge(scenario, run);
        OptionalLong stoppedNs = OptionalLong.of(run.phases().getLast().endNs());
        return new Played(scenario, run, verdict, SummaryOf.of(scenario, run, verdict, simulated(stoppedNs)));
    }

    private static SummaryOf.Circumstances simulated(OptionalLong stoppedNs) {
        int exitCode = stoppedNs.isPresent() ? 105 : 0;
        return new SummaryOf.Circumstances("test", "simulate", "2021-12-07T15:30:00Z", stoppedNs, exitCode, null);
    }
}
