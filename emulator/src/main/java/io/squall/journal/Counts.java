package io.squall.journal;

import io.squall.record.Counter;
import io.squall.record.Recorder;
import io.squall.record.Tally;
import java.util.List;

/** The counters of all recorders as they are, for a journal from which events were left out. */
final class Counts {
    private static final Counter[] COUNTERS = Counter.values();

    private Counts() {}

    /** By phase, and by the cuts [from, to). */
    static void write(List<Recorder> recorders, int from, int to, Bytes out) {
        out.unsigned(from);
        out.unsigned(to);
        for (Recorder recorder : recorders) {
            for (int phase = 0; phase < recorder.phases(); phase++) {
                row(recorder.byPhase(), phase, out);
            }
            for (int cut = from; cut < to; cut++) {
                row(recorder.byCut(), cut, out);
            }
        }
    }

    private static void row(Tally tally, int row, Bytes out) {
        for (Counter counter : COUNTERS) {
            out.unsigned(tally.get(row, counter));
        }
    }

    /** Overwrites what the recorders have counted. */
    static void read(Slice in, List<Recorder> recorders, int cuts) {
        int from = in.count(cuts);
        int to = in.count(cuts);
        for (Recorder recorder : recorders) {
            for (int phase = 0; phase < recorder.phases(); phase++) {
                row(in, recorder.byPhase(), phase);
            }
            for (int cut = from; cut < to; cut++) {
                row(in, recorder.byCut(), cut);
            }
        }
    }

    private static void row(Slice in, Tally tally, int row) {
        for (Counter counter : COUNTERS) {
            tally.put(row, counter, in.unsigned());
        }
    }
}
