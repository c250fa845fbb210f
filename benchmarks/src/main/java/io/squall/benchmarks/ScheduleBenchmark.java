package io.squall.benchmarks;

import io.squall.load.Arrivals;
import io.squall.load.Schedule;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the next intended instant of an open load costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScheduleBenchmark {
    private static final double INTERVAL_NS = 1_000_000.0 / 3;

    private final Schedule paced = new Schedule(new Arrivals.Paced(), INTERVAL_NS, 0, 1);
    private final Schedule jittered = new Schedule(new Arrivals.Jittered(100_000), INTERVAL_NS, 0, 1);
    private final Schedule poisson = new Schedule(new Arrivals.Poisson(), INTERVAL_NS, 0, 1);

    @Benchmark
    public long paced() {
        return paced.takeNs();
    }

    @Benchmark
    public long jittered() {
        return jittered.takeNs();
    }

    @Benchmark
    public long poisson() {
        return poisson.takeNs();
    }
}
