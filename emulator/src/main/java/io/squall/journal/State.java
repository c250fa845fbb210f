package io.squall.journal;

import io.squall.record.MitigationRecord;
import io.squall.record.PhaseSpan;
import io.squall.record.ReplayRecord;
import io.squall.record.SelfHealth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a run at an instant besides events and gauges: written whenever a phase begins or a mitigation comes a
 * step further, and at the end.
 *
 * @param atNs instant of the run
 * @param phases as they came so far
 * @param end what is known when the run is over; null before
 */
public record State(
        long atNs,
        List<PhaseSpan> phases,
        List<MitigationRecord> mitigations,
        @Nullable End end) {

    /**
     * The end of a run.
     *
     * @param decidedNs by probe class: all that is intended before this instant has its outcome
     * @param meanWaitsNs by path: of the packets that it served, for their service
     * @param untrusted pairs of cuts, [from, to), in which this host was late
     * @param replay null if it was none
     * @param stopped whether a signal ended it
     */
    public record End(
            long endedNs,
            boolean stopped,
            SelfHealth health,
            Map<String, Long> decidedNs,
            List<Double> meanWaitsNs,
            List<Integer> untrusted,
            long planeServed,
            Map<String, Long> services,
            String digest,
            @Nullable ReplayRecord replay,
            Kept kept) {}

    /**
     * How much of the run the journal holds.
     *
     * @param lostRows rows of storms' attempts that were left out
     * @param fewest one request in how many was kept where fewest were; 1 if all were, 0 if none
     * @param bytes of its excerpts so far
     * @param trouble why it ends before the run did
     */
    public record Kept(
            long lostRows, int fewest, long bytes, @Nullable String trouble) {
        public boolean all() {
            return lostRows == 0 && trouble == null;
        }
    }
}
