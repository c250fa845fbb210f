package io.squall.benchmarks;

import com.sun.management.ThreadMXBean;
import io.squall.load.Seed;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What an operation takes of the processor, and how fast that is just now: two fixed loops in the benchmark's own JVM, before and after
 * each of its iterations. All in ns of processor time, so that who else has the core counts little; a slower clock or a neighbour
 * in the caches moves both.
 *
 * <pre>
 *     cpu      an operation of the benchmark, on all Java threads of its JVM
 *     alu      each step needs the product of the one before: the clock of the core
 *     memory   each step loads where the next one is, at random in 32 MiB: caches and memory
 * </pre>
 */
public final class Calibration implements InternalProfiler {
    static final String CPU = "cpu";
    static final String ALU = "alu";
    static final String MEMORY = "memory";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ALU_STEPS = 1 << 22;
    private static final int MEMORY_STEPS = 1 << 17;
    private static final int PLACES = 1 << 23;

    private final int[] next = cycle();
    private long state = 1;
    private int place;
    private double aluBeforeNs;
    private double memoryBeforeNs;
    private long cpuBeforeNs;

    /** One random cycle through all places (Sattolo). */
    private static int[] cycle() {
        int[] cycle = new int[PLACES];
        long random = 1;
        for (int i = 1; i < PLACES; i++) {
            random = Seed.next(random);
            int other = (int) (Seed.unit(random) * i);
            cycle[i] = cycle[other];
            cycle[other] = i;
        }
        return cycle;
    }

    /** Of the Java threads that live: the clock of the whole process has ticks of 10 ms. */
    private static long cpuNs() {
        return Arrays.stream(THREADS.getThreadCpuTime(THREADS.getAllThreadIds()))
                .filter(ns -> ns > 0)
                .sum();
    }

    private double aluNs() {
        long startNs = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < ALU_STEPS; i++) {
            state = (state ^ state >>> 29) * 0x9E3779B97F4A7C15L;
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - startNs) / ALU_STEPS;
    }

    private double memoryNs() {
        long startNs = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < MEMORY_STEPS; i++) {
            place = next[place];
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - startNs) / MEMORY_STEPS;
    }

    @Override
    public String getDescription() {
        return "fixed loops before and after each iteration";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        aluBeforeNs = aluNs();
        memoryBeforeNs = memoryNs();
        cpuBeforeNs = cpuNs();
    }

    @Override
    public List<Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double operationNs =
                (double) (cpuNs() - cpuBeforeNs) / result.getMetadata().getAllOps();
        return List.of(
                new ScalarResult(CPU, operationNs, "ns/op", AggregationPolicy.AVG),
                new ScalarResult(ALU, (aluBeforeNs + aluNs()) / 2, "ns/step", AggregationPolicy.AVG),
                new ScalarResult(MEMORY, (memoryBeforeNs + memoryNs()) / 2, "ns/step", AggregationPolicy.AVG));
    }
}
