package io.squall.benchmarks;

import io.squall.guard.KillSwitch;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Snapshot;
import io.squall.run.SimulatedRun;
import io.squall.scenario.Scenario;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whole runs in virtual time, on one thread: runs a second, and beside them attempts a second (the bar: a million). */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SimulationBenchmark {
    private final Scenario scenario = FixedStorm.scenario();

    /** JMH divides it by the time. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Attempts {
        public long attempts;
    }

    @Benchmark
    public Snapshot run(Attempts counter) {
        Snapshot run = new SimulatedRun(scenario, new KillSwitch()).run(null, _ -> {});
        for (ClassRecord c : run.classes()) {
            counter.attempts += c.total(Counter.INTENDED);
        }
        return run;
    }
}
