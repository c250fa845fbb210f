package io.squall.record;

import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import java.util.function.IntToLongFunction;

/**
 * Whether what was measured in a cut can be held against the boundary: not if this host itself was late, by more than a quarter of
 * the smallest deadline, while a probe of the cut could still be under way.
 */
public final class Trust {
    private final Timeline timeline;
    private final IntToLongFunction latenessNs;
    private final long allowedNs;
    private final int reachCuts;

    /** @param latenessNs the worst of this host in a cut */
    public Trust(Scenario scenario, Timeline timeline, IntToLongFunction latenessNs) {
        this.timeline = timeline;
        this.latenessNs = latenessNs;
        allowedNs = scenario.skipAfterNs();
        long longest = scenario.probes().stream()
                .mapToLong(ProbeSpec::deadlineNs)
                .max()
                .orElse(0);
        reachCuts = Math.toIntExact((longest + Timeline.CUT_NS - 1) / Timeline.CUT_NS);
    }

    public boolean of(int cut) {
        for (int c = cut; c <= Math.min(cut + reachCuts, timeline.cuts() - 1); c++) {
            if (latenessNs.applyAsLong(c) > allowedNs) {
                return false;
            }
        }
        return true;
    }

    public boolean[] untrusted() {
        boolean[] untrusted = new boolean[timeline.cuts()];
        for (int cut = 0; cut < untrusted.length; cut++) {
            untrusted[cut] = !of(cut);
        }
        return untrusted;
    }
}
