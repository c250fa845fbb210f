package io.squall.physics;

import static io.squall.physics.Figures.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Timeline;
import io.squall.scenario.Scenes;

/**
 * An open load on a first-in first-out server of C = 300/s, one leg, clients that give up T = 1 s after the send of each attempt;
 * after 30 s nothing is served for D = 10 s, and work queues.
 */
final class Outage {
    static final double C = 300;
    static final double T = 1;
    static final double D = 10;

    private static final long T_NS = S;
    private static final long BEFORE_NS = 30 * S;
    private static final long OVER_NS = BEFORE_NS + 10 * S;

    private final ClassRecord clients;
    private final int cuts;

    private Outage(ClassRecord clients, int cuts) {
        this.clients = clients;
        this.cuts = cuts;
    }

    /** With a queue that takes everything. */
    static Outage unbounded(long seed, double load, String arrivals, String retry, double watchSeconds) {
        return run(seed, "queue: unlimited", load, arrivals, retry, watchSeconds);
    }

    /** With a queue that rejects at once what it has no place for. */
    static Outage rejecting(long seed, double load, int places, String retry, double watchSeconds) {
        return run(seed, "queue: " + places + ", when-full: reject", load, "poisson", retry, watchSeconds);
    }

    private static Outage run(
            long seed, String queue, double load, String arrivals, String retry, double watchSeconds) {
        long endNs = OVER_NS + (long) (watchSeconds * S);
        ClassRecord clients = Figures.run(Scenes.of("""
                        seed: %d
                        duration: %d ns
                        phases:
                          - { name: before, kind: baseline, for: 30 s }
                          - { name: outage, kind: trigger, for: 10 s, set: { paths: { boundary: { capacity: 0/s } } } }
                          - { name: after, kind: recovery }
                        paths: { boundary: { capacity: 300/s, %s } }
                        storms:
                          clients:
                            transport: push
                            path: boundary
                            population: { open: { sources: 100_000, rate: %.9f/s, arrivals: %s } }
                            timeout: 1 s
                            retry: { %s }
                        """.formatted(seed, endNs + T_NS, queue, load, arrivals, retry)))
                .classRecord("clients");
        assertThat(clients.total(Counter.SKIPPED))
                .as("a client for every request")
                .isZero();
        return new Outage(clients, (int) (endNs / Timeline.CUT_NS));
    }

    /** From the end of the outage to the end of the last cut of which an attempt timed out. */
    double recoverySeconds() {
        int last = 0;
        for (int cut = 0; cut < cuts; cut++) {
            last = clients.inCut(cut, Counter.TIMED_OUT) > 0 ? cut : last;
        }
        return (Timeline.endNs(last) - OVER_NS) / 1e9;
    }

    /** Over the last ten seconds. */
    double perSecondAtTheEnd(Counter counter) {
        return perSecondAtTheEnd(counter, 10);
    }

    double perSecondAtTheEnd(Counter counter, int seconds) {
        int from = cuts - seconds * (int) (S / Timeline.CUT_NS);
        return clients.inCuts(from, cuts, counter) / (double) seconds;
    }
}
