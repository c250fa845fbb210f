package io.squall.benchmarks;

import io.squall.load.Seed;
import io.squall.time.Timers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a client's timer costs among those of others: the earliest fires, and is armed again with a random delay. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimersBenchmark {
    private static final double MEAN_DELAY_NS = 250e6;

    @Param({"2500", "250000"})
    private int owners = 2_500;

    private Timers timers = new Timers(1);
    private long random = 1;

    @Setup
    public void fill() {
        timers = new Timers(owners);
        for (int owner = 0; owner < owners; owner++) {
            timers.arm(owner, delayNs());
        }
    }

    private long delayNs() {
        random = Seed.next(random);
        return (long) (2 * MEAN_DELAY_NS * Seed.unit(random));
    }

    @Benchmark
    public int pollAndArm() {
        boolean _ = timers.isDue(Long.MAX_VALUE - 1);
        long nowNs = timers.nextDueNs();
        int owner = timers.poll();
        timers.arm(owner, nowNs + delayNs());
        return owner;
    }
}
