package io.squall.journal;

import io.squall.boundary.Gauges;
import io.squall.record.PathLog;

/**
 * What is read off the devices at the end of each cut, and how late this host was in it: a row of numbers, written as differences to
 * the row before.
 */
final class Cuts implements Gauges {
    private static final int OF_PATH = 3;
    private static final int OF_CLASS = 3;
    private static final int LENGTH = 0;
    private static final int LEAST_WAIT = 1;
    private static final int FLOWS = 2;
    private static final int OFFERED = 0;
    private static final int DROPPED = 1;
    private static final int TABLE = 2;

    private final int paths;
    private final int classes;
    private final long[] row;

    Cuts(int paths, int classes) {
        this.paths = paths;
        this.classes = classes;
        row = new long[paths * (OF_PATH + OF_CLASS * classes) + classes + 1];
    }

    private int ofPath(int path, int field) {
        return path * (OF_PATH + OF_CLASS * classes) + field;
    }

    private int ofClass(int path, int trafficClass, int field) {
        return ofPath(path, OF_PATH) + trafficClass * OF_CLASS + field;
    }

    private int arrivedAt(int trafficClass) {
        return paths * (OF_PATH + OF_CLASS * classes) + trafficClass;
    }

    void write(PathLog log, int cut, long latenessNs, Bytes to) {
        to.unsigned(cut);
        for (int p = 0; p < paths; p++) {
            put(ofPath(p, LENGTH), log.length(p, cut), to);
            put(ofPath(p, LEAST_WAIT), log.leastWaitNs(p, cut), to);
            put(ofPath(p, FLOWS), log.flows(p, cut), to);
            for (int c = 0; c < classes; c++) {
                put(ofClass(p, c, OFFERED), log.offered(p, c, 0, cut + 1), to);
                put(ofClass(p, c, DROPPED), log.dropped(p, c, 0, cut + 1), to);
                put(ofClass(p, c, TABLE), log.lostToTable(p, c, 0, cut + 1), to);
            }
        }
        for (int c = 0; c < classes; c++) {
            put(arrivedAt(c), log.arrived(c, 0, cut + 1), to);
        }
        put(row.length - 1, latenessNs, to);
    }

    private void put(int at, long value, Bytes to) {
        to.signed(value - row[at]);
        row[at] = value;
    }

    /** @return the cut */
    int read(Slice from) {
        int cut = from.count(Integer.MAX_VALUE);
        for (int i = 0; i < row.length; i++) {
            row[i] += from.signed();
        }
        return cut;
    }

    /** The worst of the cut that was read. */
    long latenessNs() {
        return row[row.length - 1];
    }

    long arrived(int trafficClass) {
        return row[arrivedAt(trafficClass)];
    }

    @Override
    public int paths() {
        return paths;
    }

    @Override
    public int length(int path) {
        return (int) row[ofPath(path, LENGTH)];
    }

    @Override
    public long takeLeastWaitNs(int path) {
        return row[ofPath(path, LEAST_WAIT)];
    }

    @Override
    public double waitedNs(int path) {
        throw new IllegalStateException("the end of the run says it");
    }

    @Override
    public int flows(int path) {
        return (int) row[ofPath(path, FLOWS)];
    }

    @Override
    public long offered(int path, int trafficClass) {
        return row[ofClass(path, trafficClass, OFFERED)];
    }

    @Override
    public long dropped(int path, int trafficClass) {
        return row[ofClass(path, trafficClass, DROPPED)];
    }

    @Override
    public long lostToTable(int path, int trafficClass) {
        return row[ofClass(path, trafficClass, TABLE)];
    }
}
