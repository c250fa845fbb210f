package io.squall.run;

import io.squall.boundary.Boundary;
import io.squall.plane.ControlPlane;
import io.squall.record.Timeline;
import io.squall.scenario.Scenario;
import io.squall.time.Actor;
import java.util.Locale;

/** Ends a simulated run in which more and more work waits, before the heap is gone. Looks once a cut. */
final class Fuse implements Actor {
    /** Of a packet in a queue or a request in a service, while their arrays grow: an upper bound. */
    private static final long HEAP_BYTES = 300;

    private final Scenario scenario;
    private final Boundary boundary;
    private final ControlPlane plane;
    private final long heapBytes;
    private final long most;
    private long nextNs = Timeline.CUT_NS;

    Fuse(Scenario scenario, Boundary boundary, ControlPlane plane, long heapBytes) {
        this.scenario = scenario;
        this.boundary = boundary;
        this.plane = plane;
        this.heapBytes = heapBytes;
        most = heapBytes / HEAP_BYTES;
    }

    @Override
    public int doWork(long nowNs) {
        nextNs = nowNs + Timeline.CUT_NS;
        for (int path = 0; path < boundary.paths(); path++) {
            check(
                    boundary.length(path),
                    "packets wait on the path " + scenario.paths().get(path).name(),
                    nowNs);
        }
        for (int service = 0; service < scenario.plane().services().size(); service++) {
            String name = scenario.plane().services().get(service).name();
            check(plane.inside(service), "requests are inside the service " + name, nowNs);
        }
        return 0;
    }

    private void check(long inside, String what, long nowNs) {
        if (inside > most) {
            throw new DivergedException(String.format(
                    Locale.ROOT,
                    "stopped by rule at %.1f s: %,d %s, and the %,d MB of heap for this run are not for more:"
                            + " a bound on the queue, a load below the capacity, a shorter run, fewer runs at a time, or a larger heap"
                            + " (SQUALL_JAVA_OPTS=-Xmx4g)",
                    nowNs / 1e9,
                    inside,
                    what,
                    heapBytes / 1_000_000));
        }
    }

    @Override
    public long nextDueNs() {
        return nextNs;
    }
}
