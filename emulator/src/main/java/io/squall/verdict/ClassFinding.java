package io.squall.verdict;

import io.squall.verdict.Starvation.Span;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was found of one control class. Durations in ns; instants in ns of the run.
 *
 * @param timeToStarveNs from the trigger's start; empty without a trigger or if never starved
 * @param timeToRecoverNs from the trigger's end to the last exit; empty if never starved, or starved to the end
 * @param overhang time to recover / duration of the trigger
 * @param starvedNs added up over the spans
 * @param blindNs time for which the newest usable sample was older than three periods
 * @param delivery share of the probes answered in time, over the whole run
 * @param cause of the first span; empty if never starved
 * @param isolation p99 in the storm / p99 before the trigger; empty if either is missing
 * @param stormLoss share of the probes lost from the trigger to the first mitigation; empty without a trigger
 */
public record ClassFinding(
        String name,
        List<Span> spans,
        OptionalLong timeToStarveNs,
        OptionalLong timeToRecoverNs,
        OptionalDouble overhang,
        long starvedNs,
        long brownOutNs,
        long blindNs,
        long worstGapNs,
        double delivery,
        String cause,
        OptionalDouble isolation,
        OptionalDouble stormLoss) {

    public boolean wasStarved() {
        return !spans.isEmpty();
    }

    public boolean isStarvedAtTheEnd() {
        return wasStarved() && spans.getLast().isOpen();
    }
}
