package io.squall.run;

import io.squall.guard.KillSwitch;
import io.squall.record.Snapshot;
import io.squall.report.Summary;
import io.squall.report.SummaryOf;
import io.squall.scenario.Scenario;
import io.squall.verdict.Judge;
import io.squall.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Many simulated runs on several cores. Each run has one thread, and the results stand in the order of their numbers: how many cores
 * there are changes no figure.
 */
public final class Trials {
    private final int threads;
    private final KillSwitch killSwitch;

    public Trials(int threads, KillSwitch killSwitch) {
        this.threads = threads;
        this.killSwitch = killSwitch;
    }

    /** On all cores of this host. */
    public static Trials onAllCores(KillSwitch killSwitch) {
        return new Trials(Runtime.getRuntime().availableProcessors(), killSwitch);
    }

    /**
     * Does the trials 0 … count − 1.
     *
     * @param trial called on any thread
     * @param finished told after each trial, on any thread, how many are done
     * @return by number; empty where the kill switch was thrown before the trial was over, or went wrong
     */
    public <T> List<Optional<T>> run(int count, IntFunction<T> trial, IntConsumer finished) {
        List<Future<Optional<T>>> pending = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, Math.max(1, count)))) {
            for (int i = 0; i < count; i++) {
                int number = i;
                pending.add(pool.submit(() -> {
                    if (killSwitch.isThrown()) {
                        return Optional.empty();
                    }
                    T result = trial.apply(number);
                    if (killSwitch.isThrown()) {
                        return Optional.empty();
                    }
                    finished.accept(done.incrementAndGet());
                    return Optional.of(result);
                }));
            }
            List<Optional<T>> results = new ArrayList<>();
            for (Future<Optional<T>> future : pending) {
                results.add(await(future, pool));
            }
            return results;
        }
    }

    private <T> Optional<T> await(Future<Optional<T>> future, ExecutorService pool) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while trials were under way", e);
        } catch (ExecutionException e) {
            if (killSwitch.isThrown()) {
                return Optional.empty();
            }
            pool.shutdownNow();
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Simulates a scenario and judges it. @throws CancellationException if the kill switch was thrown before its end */
    public Summary simulate(Scenario scenario) {
        Snapshot run = play(scenario);
        var how = new SummaryOf.Circumstances("", "simulate", "", OptionalLong.empty(), 0, null);
        return SummaryOf.of(scenario, run, Judge.judge(scenario, run), how);
    }

    /** Simulates a scenario, for its verdict alone. @throws CancellationException if the kill switch was thrown before its end */
    public Verdict judge(Scenario scenario) {
        return Judge.judge(scenario, play(scenario));
    }

    /** With its share of the heap. What was cut short is not worth the memory of a judgement. */
    private Snapshot play(Scenario scenario) {
        Snapshot run = new SimulatedRun(scenario, killSwitch, Demand.heapLimit() / threads).run(null, _ -> {});
        if (killSwitch.isThrown()) {
            throw new CancellationException();
        }
        return run;
    }
}
