package io.squall.benchmarks;

import io.squall.load.Seed;
import io.squall.time.DueQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a timer costs among others: the earliest leaves, and one with a random delay takes its place. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DueQueueBenchmark {
    private static final double MEAN_DELAY_NS = 250e6;

    @Param({"2500", "250000"})
    private int timers = 2_500;

    private DueQueue queue = new DueQueue(1);
    private long random = 1;

    @Setup
    public void fill() {
        queue = new DueQueue(timers + 1);
        for (int i = 0; i < timers; i++) {
            queue.add(delayNs(), i);
        }
    }

    private long delayNs() {
        random = Seed.next(random);
        return (long) (2 * MEAN_DELAY_NS * Seed.unit(random));
    }

    @Benchmark
    public long pollAndAdd() {
        long nowNs = queue.nextDueNs();
        long payload = queue.poll();
        queue.add(nowNs + delayNs(), payload);
        return payload;
    }
}
