package io.squall.record;

import io.squall.boundary.Gauges;
import io.squall.time.Actor;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What each device did, cut by cut: sampled at the end of every cut on the boundary's own thread. Dated by the clock, not by an
 * intended instant: a device knows none.
 */
public final class PathLog implements Actor {
    private final Gauges boundary;
    private final Timeline timeline;
    private final int classes;
    private final long[][][] offered;
    private final long[][][] dropped;
    private final long[][] length;
    private final long[][] leastWaitNs;
    private final long[][] flows;
    private final long[][][] lostToTable;
    private final IntToLongFunction arrivals;
    private final long[][] arrived;
    private double @Nullable [] restNs;
    private volatile int cut;

    /** @param arrivals attempts of a class that have come to the boundary so far: connections accepted, datagrams received */
    public PathLog(Gauges boundary, Timeline timeline, int classes, IntToLongFunction arrivals) {
        this.arrivals = arrivals;
        arrived = new long[timeline.cuts()][classes];
        this.boundary = boundary;
        this.timeline = timeline;
        this.classes = classes;
        int paths = boundary.paths();
        offered = new long[paths][timeline.cuts()][classes];
        dropped = new long[paths][timeline.cuts()][classes];
        length = new long[paths][timeline.cuts()];
        leastWaitNs = new long[paths][timeline.cuts()];
        flows = new long[paths][timeline.cuts()];
        lostToTable = new long[paths][timeline.cuts()][classes];
    }

    @Override
    public int doWork(long nowNs) {
        int taken = 0;
        while (nextDueNs() <= nowNs) {
            int at = cut;
            take(at);
            cut = at + 1;
            taken++;
        }
        return taken;
    }

    @Override
    public long nextDueNs() {
        return cut < timeline.cuts() ? Timeline.endNs(cut) : NEVER;
    }

    private void take(int at) {
        for (int c = 0; c < classes; c++) {
            arrived[at][c] = arrivals.applyAsLong(c);
        }
        for (int path = 0; path < offered.length; path++) {
            for (int c = 0; c < classes; c++) {
                offered[path][at][c] = boundary.offered(path, c);
                dropped[path][at][c] = boundary.dropped(path, c);
                lostToTable[path][at][c] = boundary.lostToTable(path, c);
            }
            flows[path][at] = boundary.flows(path);
            length[path][at] = boundary.length(path);
            leastWaitNs[path][at] = boundary.takeLeastWaitNs(path);
        }
    }

    /** Cuts that are complete and may be read; any thread may ask. */
    public int complete() {
        return cut;
    }

    /** Packets of a class offered to a path in the cuts [from, to). */
    public long offered(int path, int trafficClass, int from, int to) {
        return difference(offered[path], trafficClass, from, to);
    }

    /** Packets of a class lost on a path in the cuts [from, to). */
    public long dropped(int path, int trafficClass, int from, int to) {
        return difference(dropped[path], trafficClass, from, to);
    }

    /** Attempts of a class that came to the boundary in the cuts [from, to). */
    public long arrived(int trafficClass, int from, int to) {
        return difference(arrived, trafficClass, from, to);
    }

    /** Cuts that a stopped run never came to add nothing. */
    private long difference(long[][] cumulative, int trafficClass, int from, int to) {
        return upTo(cumulative, trafficClass, to) - upTo(cumulative, trafficClass, from);
    }

    private long upTo(long[][] cumulative, int trafficClass, int end) {
        int complete = Math.min(end, cut);
        return complete == 0 ? 0 : cumulative[complete - 1][trafficClass];
    }

    /** Packets of a class that a path has lost to its flow table in the cuts [from, to). */
    public long lostToTable(int path, int trafficClass, int from, int to) {
        return difference(lostToTable[path], trafficClass, from, to);
    }

    /** Packets of whichever class. */
    public long lostToTable(int path, int from, int to) {
        long lost = 0;
        for (int c = 0; c < classes; c++) {
            lost += lostToTable(path, c, from, to);
        }
        return lost;
    }

    /** Mean wait for service, of the packets that a path has served by now; with the devices at rest. */
    public double meanWaitNs(int path) {
        if (restNs != null) {
            return restNs[path];
        }
        long served = -boundary.length(path);
        for (int c = 0; c < classes; c++) {
            served += boundary.offered(path, c) - boundary.dropped(path, c);
        }
        return served <= 0 ? 0 : boundary.waitedNs(path) / served;
    }

    /** Of a run that is read back: its mean waits, by path. */
    public void rest(List<Double> meanWaitsNs) {
        restNs = meanWaitsNs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Entries in a path's flow tables at the end of a cut. */
    public long flows(int path, int at) {
        return flows[path][at];
    }

    /** Packets inside at the end of a cut. */
    public long length(int path, int at) {
        return length[path][at];
    }

    /** The shortest wait for service in a cut; {@link #NEVER} if nothing departed. */
    public long leastWaitNs(int path, int at) {
        return at < cut ? leastWaitNs[path][at] : NEVER;
    }
}
