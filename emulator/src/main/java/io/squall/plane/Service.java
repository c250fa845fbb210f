package io.squall.plane;

import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.time.DueQueue;

/** Answers each request after a delay drawn anew; it has no queue and no limit: the boundary is the bottleneck. */
public final class Service {
    /** Where answers go. */
    @FunctionalInterface
    public interface Answers {
        /** @param dueNs the instant at which the answer was ready */
        void answered(long request, long dueNs);
    }

    private final Spread delay;
    private final DueQueue due = new DueQueue(1024);
    private long random;
    private long served;

    /** @param random state of the stream from which delays are drawn, see {@link Seed#stream} */
    public Service(Spread delay, long random) {
        this.delay = delay;
        this.random = random;
    }

    public void accept(long request, long nowNs) {
        random = Seed.next(random);
        due.add(nowNs + delay.sampleNs(Seed.unit(random)), request);
    }

    public int poll(long nowNs, Answers answers) {
        int answered = 0;
        long dueNs;
        while ((dueNs = due.nextDueNs()) <= nowNs) {
            answers.answered(due.poll(), dueNs);
            answered++;
        }
        served += answered;
        return answered;
    }

    public long nextDueNs() {
        return due.nextDueNs();
    }

    /** Requests answered so far, stale ones included. */
    public long served() {
        return served;
    }
}
