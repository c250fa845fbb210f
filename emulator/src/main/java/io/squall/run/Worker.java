package io.squall.run;

import io.squall.guard.DeadMan;
import io.squall.time.Actor;
import io.squall.time.Clock;
import io.squall.time.Idle;
import org.jspecify.annotations.Nullable;

/** The thread of an actor in real time: turns until it is told to stop, or the dead man does. */
final class Worker {
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;

    /**
     * What a worker turns, and how it waits and ends.
     *
     * @param end run on the worker's own thread, whatever happened
     */
    record Duty(String name, Actor actor, Idle idle, Runnable end) {}

    /** @param failed told on the worker's thread if the actor throws */
    Worker(Duty duty, Clock clock, DeadMan deadMan, Runnable failed) {
        thread = Thread.ofPlatform().name("squall-" + duty.name()).daemon().unstarted(() -> {
            try {
                turn(duty.actor(), duty.idle(), clock, deadMan);
            } catch (RuntimeException | Error e) {
                failure = e;
                failed.run();
            } finally {
                duty.end().run();
            }
        });
    }

    private void turn(Actor actor, Idle idle, Clock clock, DeadMan deadMan) {
        while (!stopping) {
            long nowNs = clock.nowNs();
            if (!deadMan.mayWork(nowNs)) {
                return;
            }
            int work = actor.doWork(nowNs);
            // After work no wait: more may have fallen due meanwhile, and a thread that sleeps wakes late, with several
            // at once.
            idle.idle(work > 0 ? 0 : waitNs(actor.nextDueNs(), nowNs));
        }
    }

    static long waitNs(long dueNs, long nowNs) {
        return dueNs <= nowNs ? 0 : dueNs == Actor.NEVER ? Long.MAX_VALUE : dueNs - nowNs;
    }

    void start() {
        thread.start();
    }

    /** It ends after its current turn. */
    void stop() {
        stopping = true;
    }

    /** Waits for its end, at most so long. @return whether it has ended */
    boolean join(long millis) {
        try {
            return thread.join(java.time.Duration.ofMillis(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String name() {
        return thread.getName();
    }

    @Nullable
    Throwable failure() {
        return failure;
    }
}
