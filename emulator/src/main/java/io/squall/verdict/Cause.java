package io.squall.verdict;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.PathLog;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import io.squall.verdict.Starvation.Span;
import java.util.Locale;

/** Why a class was starved, named from the counters of the interval in which it was. */
final class Cause {
    /** Less than one in so many of a class's losses is no cause. */
    private static final int BOTH = 5;

    private Cause() {}

    static String of(Snapshot run, ClassRecord probe, Span span, long untilNs) {
        Timeline timeline = run.timeline();
        int from = timeline.cutOf(span.enteredNs());
        int to = Math.max(from + 1, timeline.cutOf(Math.min(untilNs, span.leftNs())));
        long unanswered = probe.inCuts(from, to, Counter.SENT) - probe.inCuts(from, to, Counter.ANSWERED);
        int index = run.classes().indexOf(probe);
        long lostLegs = 0;
        int worstPath = 0;
        long worst = -1;
        for (int path = 0; path < run.paths().size(); path++) {
            long dropped = run.pathLog().dropped(path, index, from, to);
            lostLegs += dropped;
            if (dropped > worst) {
                worst = dropped;
                worstPath = path;
            }
        }
        if (2 * lostLegs >= unanswered && lostLegs > 0) {
            return device(run, index, worstPath, from, to);
        }
        return isHost(run, from, to) ? "Squall's own host" : "the plane";
    }

    /** By what the class itself has lost there: at its queue, at its flow table, or at both. */
    private static String device(Snapshot run, int probe, int path, int from, int to) {
        long lost = run.pathLog().dropped(path, probe, from, to);
        long toTable = run.pathLog().lostToTable(path, probe, from, to);
        String name = run.paths().get(path);
        String queue = String.format(
                Locale.ROOT,
                "the queue of %s (%.0f %% of all offered legs dropped)",
                name,
                100 * dropShare(run, path, from, to));
        String table = String.format(
                Locale.ROOT,
                "the flow table of %s (%d packets found it full, or no longer in it)",
                name,
                run.pathLog().lostToTable(path, from, to));
        boolean noTable = BOTH * toTable < lost;
        boolean noQueue = BOTH * (lost - toTable) < lost;
        return noTable ? queue : noQueue ? table : queue + " and " + table;
    }

    private static boolean isHost(Snapshot run, int from, int to) {
        int untrusted = 0;
        for (int cut = from; cut < to; cut++) {
            untrusted += run.untrusted()[cut] ? 1 : 0;
        }
        return 2 * untrusted >= to - from;
    }

    private static long lost(Snapshot run, int path, int from, int to) {
        long dropped = 0;
        for (int c = 0; c < run.classes().size(); c++) {
            dropped += run.pathLog().dropped(path, c, from, to);
        }
        return dropped;
    }

    private static double dropShare(Snapshot run, int path, int from, int to) {
        PathLog log = run.pathLog();
        long offered = 0;
        for (int c = 0; c < run.classes().size(); c++) {
            offered += log.offered(path, c, from, to);
        }
        return offered == 0 ? 0 : (double) lost(run, path, from, to) / offered;
    }
}
