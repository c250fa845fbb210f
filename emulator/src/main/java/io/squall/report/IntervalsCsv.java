package io.squall.report;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.PathLog;
import io.squall.record.Percentiles;
import io.squall.record.Recorder;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import java.io.IOException;
import java.util.Locale;

/**
 * {@code intervals.csv}: one row a cut of 100 ms and class, one a cut and path, and one ({@code leg}, named path/class) where a class
 * offered packets to a path. Counters by intended instant; latency, freshness and devices by the clock. From it every starvation
 * and blind time can be computed again.
 */
final class IntervalsCsv {
    static final String HEADER =
            "start_ns,kind,name,intended,first_tries,sent,skipped,shed,answered,failed,timed_out,late,"
                    + "first_unanswered_ns,newest_usable_ns,blind_ns,p50_ns,p99_ns,max_ns,trusted,offered,dropped,queue,least_wait_ns,flows,table_drops,pending\n";

    private IntervalsCsv() {}

    static void write(Snapshot run, Appendable out) throws IOException {
        out.append(HEADER);
        int cuts = run.timeline().cutOf(run.phases().getLast().endNs() - 1) + 1;
        for (int cut = 0; cut < cuts; cut++) {
            for (ClassRecord c : run.classes()) {
                writeClass(run, c, cut, out);
            }
            for (int path = 0; path < run.paths().size(); path++) {
                writePath(run, path, cut, out);
            }
        }
    }

    private static void writeClass(Snapshot run, ClassRecord c, int cut, Appendable out) throws IOException {
        out.append(Long.toString(Timeline.startNs(cut)))
                .append(',')
                .append(c.role().name().toLowerCase(Locale.ROOT))
                .append(',')
                .append(c.name());
        for (Counter counter : new Counter[] {
            Counter.INTENDED,
            Counter.FIRST_TRIES,
            Counter.SENT,
            Counter.SKIPPED,
            Counter.SHED,
            Counter.ANSWERED,
            Counter.FAILED,
            Counter.TIMED_OUT,
            Counter.LATE
        }) {
            out.append(',').append(Long.toString(c.inCut(cut, counter)));
        }
        long unanswered = c.firstUnansweredNs(cut);
        Percentiles latency = run.latency().ofCut(c.name(), cut);
        boolean probe = c.role() == ClassRecord.Role.PROBE;
        out.append(',').append(unanswered == Recorder.NONE ? "" : Long.toString(unanswered));
        out.append(',').append(probe ? Long.toString(c.newestNs(cut)) : "");
        out.append(',').append(probe ? Long.toString(c.blindNs(cut)) : "");
        out.append(',').append(latency.count() == 0 ? "" : Long.toString(latency.p50Ns()));
        out.append(',').append(latency.count() == 0 ? "" : Long.toString(latency.p99Ns()));
        out.append(',').append(latency.count() == 0 ? "" : Long.toString(latency.maxNs()));
        out.append(',').append(run.untrusted()[cut] ? "no" : "yes");
        boolean storm = c.role() == ClassRecord.Role.STORM;
        out.append(",,,,,,,").append(storm ? Long.toString(c.pending(cut)) : "").append('\n');
    }

    private static void writePath(Snapshot run, int path, int cut, Appendable out) throws IOException {
        PathLog log = run.pathLog();
        String name = run.paths().get(path);
        long allOffered = 0;
        long allDropped = 0;
        for (int c = 0; c < run.classes().size(); c++) {
            long offered = log.offered(path, c, cut, cut + 1);
            long dropped = log.dropped(path, c, cut, cut + 1);
            allOffered += offered;
            allDropped += dropped;
            if (offered > 0 || dropped > 0) {
                writeDevice(
                        cut, "leg", name + "/" + run.classes().get(c).name(), offered + "," + dropped + ",,,,", out);
            }
        }
        long wait = log.leastWaitNs(path, cut);
        writeDevice(
                cut,
                "path",
                name,
                allOffered + "," + allDropped + "," + log.length(path, cut) + "," + (wait == PathLog.NEVER ? "" : wait)
                        + "," + log.flows(path, cut) + "," + log.lostToTable(path, cut, cut + 1),
                out);
    }

    private static void writeDevice(int cut, String kind, String name, String cells, Appendable out)
            throws IOException {
        out.append(Long.toString(Timeline.startNs(cut)))
                .append(',')
                .append(kind)
                .append(',')
                .append(name)
                .append(",,,,,,,,,,,,,,,,,")
                .append(cells)
                .append(",\n");
    }
}
