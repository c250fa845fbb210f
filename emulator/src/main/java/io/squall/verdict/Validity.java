package io.squall.verdict;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.ReplayRecord;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether the figures can be trusted. A run in which Squall itself fell behind is INVALID, never PASS or FAIL. */
public final class Validity {
    /** Share of the intended attempts that may be skipped. */
    static final double MAX_SKIPPED = 0.001;
    /** Share of a probe class that calibration into a sink may lose. */
    static final double MAX_SINK_LOSS = 0.01;
    /** Share of what was offered that the kernel may drop. */
    static final double MAX_KERNEL_DROPS = 0.0001;

    private Validity() {}

    /**
     * What speaks against a run.
     *
     * @param deadlineNs the smallest one of the scenario
     * @param windowNs w of the starvation verdict
     * @return a sentence for each reason; none if the run is valid
     */
    public static List<String> reasons(Snapshot run, long deadlineNs, long windowNs) {
        List<String> reasons = new ArrayList<>(Law.breaches(run));
        SelfHealth health = run.health();
        long intended = total(run, Counter.INTENDED);
        long skipped = total(run, Counter.SKIPPED);
        if (skipped > MAX_SKIPPED * intended) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%s: %d of %d intended attempts were skipped (%.2f %%, allowed %.1f %%)",
                    // Virtual time waits for everybody: there is only one reason.
                    health.equals(SelfHealth.VIRTUAL) ? "no source was free" : "Squall fell behind",
                    skipped,
                    intended,
                    100.0 * skipped / intended,
                    100 * MAX_SKIPPED));
        }
        late(
                reasons,
                "attempts left late: the 99th percentile of sent − intended",
                health.scheduleP99(),
                deadlineNs / 4);
        late(
                reasons,
                "the relay forwarded late: the 99th percentile of forwarded − departed",
                health.relayP99(),
                deadlineNs / 4);
        late(
                reasons,
                "this host stalled: the worst hiccup of a thread that should wake every ms",
                health.worstHiccup(),
                windowNs / 2);
        floors(reasons, health);
        long sent = total(run, Counter.SENT);
        if (health.kernelDrops() > MAX_KERNEL_DROPS * sent) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the kernel dropped %d datagrams or connections before Squall saw them (of %d sent, allowed %.2f %%)",
                    health.kernelDrops(),
                    sent,
                    100 * MAX_KERNEL_DROPS));
        }
        replayed(reasons, run.replay(), deadlineNs);
        reasons.addAll(health.incidents());
        return reasons;
    }

    private static void floors(List<String> reasons, SelfHealth health) {
        for (SelfHealth.Floor floor : health.floors()) {
            if (floor.sinkLoss() > MAX_SINK_LOSS) {
                reasons.add(String.format(
                        Locale.ROOT,
                        "calibration lost %.1f %% of %s while the storm ran into a sink (allowed %.0f %%): this host cannot carry both",
                        100 * floor.sinkLoss(),
                        floor.name(),
                        100 * MAX_SINK_LOSS));
            }
        }
    }

    private static void replayed(List<String> reasons, @Nullable ReplayRecord replay, long deadlineNs) {
        if (replay == null) {
            return;
        }
        if (!replay.holds()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the replay did not keep to its schedule: %d of %d departures came, and their digest is %s",
                    replay.played(),
                    replay.planned(),
                    replay.playedDigest().equals(replay.plannedDigest()) ? "equal" : "another"));
        }
        if (deadlineNs == Long.MAX_VALUE) {
            // Nobody has a deadline: beyond a share of a cut the recorded load is not in the cuts where it was.
            late(
                    reasons,
                    "the replay was late: the 99th percentile of sent − intended",
                    replay.latenessP99(),
                    Timeline.CUT_NS / 4);
        }
    }

    private static void late(List<String> reasons, String what, long foundNs, long allowedNs) {
        if (foundNs > allowedNs) {
            reasons.add(String.format(
                    Locale.ROOT, "%s was %.1f ms (allowed %.1f ms)", what, foundNs / 1e6, allowedNs / 1e6));
        }
    }

    private static long total(Snapshot run, Counter counter) {
        return run.classes().stream()
                .mapToLong((ClassRecord c) -> c.total(counter))
                .sum();
    }
}
