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
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * {@code intervals.csv}: one row a cut of 100 ms and class, one a cut and path, and one ({@code leg}, named path/class) where a class
 * offered packets to a path. Counters by intended instant; latency, freshness and devices by the clock. From it every starvation
 * and blind time can be computed again. A long run has rows of several cuts: counts are added up, of queues and flows the
 * greatest is kept.
 */
final class IntervalsCsv {
    static final String HEADER =
            "start_ns,kind,name,intended,first_tries,sent,skipped,shed,answered,failed,timed_out,late,"
                    + "first_unanswered_ns,newest_usable_ns,blind_ns,p50_ns,p99_ns,max_ns,trusted,offered,dropped,queue,least_wait_ns,flows,table_drops,pending\n";

    private IntervalsCsv() {}

    static void write(Snapshot run, Appendable out) throws IOException {
        out.append(HEADER);
        int cuts = run.timeline().cutOf(run.phases().getLast().endNs() - 1) + 1;
        int width = run.timeline().cutsPerRow();
        for (int from = 0; from < cuts; from += width) {
            int to = Math.min(cuts, from + width);
            for (ClassRecord c : run.classes()) {
                writeClass(run, c, from, to, out);
            }
            for (int path = 0; path < run.paths().size(); path++) {
                writePath(run, path, from, to, out);
            }
        }
    }

    private static void writeClass(Snapshot run, ClassRecord c, int from, int to, Appendable out) throws IOException {
        out.append(Long.toString(Timeline.startNs(from)))
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
            out.append(',').append(Long.toString(c.inCuts(from, to, counter)));
        }
        boolean probe = c.role() == ClassRecord.Role.PROBE;
        OptionalLong unanswered = IntStream.range(from, to)
                .mapToLong(c::firstUnansweredNs)
                .filter(ns -> ns != Recorder.NONE)
                .findFirst();
        out.append(',').append(text(unanswered));
        out.append(',').append(probe ? Long.toString(c.newestNs(to - 1)) : "");
        out.append(',')
                .append(
                        probe
                                ? Long.toString(IntStream.range(from, to)
                                        .mapToLong(c::blindNs)
                                        .sum())
                                : "");
        Percentiles latency = run.latency().ofCut(c.name(), from);
        out.append(',').append(latency.count() == 0 ? "" : Long.toString(latency.p50Ns()));
        out.append(',').append(latency.count() == 0 ? "" : Long.toString(latency.p99Ns()));
        out.append(',').append(latency.count() == 0 ? "" : Long.toString(latency.maxNs()));
        boolean trusted = IntStream.range(from, to).noneMatch(cut -> run.untrusted()[cut]);
        out.append(',').append(trusted ? "yes" : "no");
        boolean storm = c.role() == ClassRecord.Role.STORM;
        out.append(",,,,,,,")
                .append(storm ? Long.toString(c.pending(to - 1)) : "")
                .append('\n');
    }

    private static String text(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "";
    }

    private static void writePath(Snapshot run, int path, int from, int to, Appendable out) throws IOException {
        PathLog log = run.pathLog();
        String name = run.paths().get(path);
        long allOffered = 0;
        long allDropped = 0;
        for (int c = 0; c < run.classes().size(); c++) {
            long offered = log.offered(path, c, from, to);
            long dropped = log.dropped(path, c, from, to);
            allOffered += offered;
            allDropped += dropped;
            if (offered > 0 || dropped > 0) {
                writeDevice(
                        from, "leg", name + "/" + run.classes().get(c).name(), offered + "," + dropped + ",,,,", out);
            }
        }
        OptionalLong wait = IntStream.range(from, to)
                .mapToLong(cut -> log.leastWaitNs(path, cut))
                .filter(ns -> ns != PathLog.NEVER)
                .min();
        long length = IntStream.range(from, to)
                .mapToLong(cut -> log.length(path, cut))
                .max()
                .orElse(0);
        long flows = IntStream.range(from, to)
                .mapToLong(cut -> log.flows(path, cut))
                .max()
                .orElse(0);
        writeDevice(
                from,
                "path",
                name,
                allOffered + "," + allDropped + "," + length + "," + text(wait) + "," + flows + ","
                        + log.lostToTable(path, from, to),
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
