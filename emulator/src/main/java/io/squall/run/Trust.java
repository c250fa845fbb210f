package io.squall.run;

import io.squall.record.Lateness;
import io.squall.record.Timeline;
import io.squall.scenario.Scenario;
import java.util.List;

/**
 * Whether what was measured in a cut can be held against the boundary: not if this host itself was late, by more than a quarter of
 * the smallest deadline, while a probe of the cut could still be under way.
 */
final class Trust {
    private final Timeline timeline;
    private final List<Lateness> meters;
    private final long allowedNs;
    private final int reachCuts;

    Trust(Scenario scenario, Timeline timeline, List<Lateness> meters) {
        this.timeline = timeline;
        this.meters = List.copyOf(meters);
        allowedNs = scenario.skipAfterNs();
        long longest = scenario.probes().stream()
                .mapToLong(io.squall.scenario.ProbeSpec::deadlineNs)
                .max()
                .orElse(0);
        reachCuts = Math.toIntExact((longest + Timeline.CUT_NS - 1) / Timeline.CUT_NS);
    }

    boolean of(int cut) {
        for (int c = cut; c <= Math.min(cut + reachCuts, timeline.cuts() - 1); c++) {
            for (Lateness meter : meters) {
                if (meter.worstNs(c) > allowedNs) {
                    return false;
                }
            }
        }
        return true;
    }

    boolean[] untrusted() {
        boolean[] untrusted = new boolean[timeline.cuts()];
        for (int cut = 0; cut < untrusted.length; cut++) {
            untrusted[cut] = !of(cut);
        }
        return untrusted;
    }
}
