package io.squall.record;

import java.util.List;

/** All that was recorded of one class, over all its recorders. Read at rest. */
public final class ClassRecord {
    /** What a class is for. */
    public enum Role {
        STORM,
        PROBE,
        OPERATOR
    }

    private final String name;
    private final Role role;
    private final Timeline timeline;
    private final List<Recorder> recorders;

    public ClassRecord(String name, Role role, Timeline timeline, List<Recorder> recorders) {
        this.name = name;
        this.role = role;
        this.timeline = timeline;
        this.recorders = List.copyOf(recorders);
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    public List<Recorder> recorders() {
        return recorders;
    }

    public long inPhase(int phase, Counter counter) {
        return recorders.stream()
                .mapToLong(r -> r.byPhase().get(phase, counter))
                .sum();
    }

    public long inCut(int cut, Counter counter) {
        long sum = 0;
        for (Recorder recorder : recorders) {
            sum += recorder.byCut().get(cut, counter);
        }
        return sum;
    }

    /** Over the cuts [from, to), by intended instant. */
    public long inCuts(int from, int to, Counter counter) {
        long sum = 0;
        for (int cut = from; cut < to; cut++) {
            sum += inCut(cut, counter);
        }
        return sum;
    }

    public long total(Counter counter) {
        long sum = 0;
        for (int phase = 0; phase < timeline.phases(); phase++) {
            sum += inPhase(phase, counter);
        }
        return sum;
    }

    /** See {@link Recorder#firstUnansweredNs}. */
    public long firstUnansweredNs(int cut) {
        long first = Recorder.NONE;
        for (Recorder recorder : recorders) {
            first = Math.min(first, recorder.firstUnansweredNs(cut));
        }
        return first;
    }

    /** Requests of a storm that were not answered yet, and not given up, at the end of a cut. */
    public long pending(int cut) {
        return recorders.stream().mapToLong(r -> r.pending(cut)).sum();
    }

    /** All that is intended before this has its outcome. */
    public long decidedThroughNs() {
        long decided = Long.MAX_VALUE;
        for (Recorder recorder : recorders) {
            decided = Math.min(decided, recorder.decidedThroughNs());
        }
        return decided;
    }

    /** The newest usable sample by the end of a cut. */
    public long newestNs(int cut) {
        return recorders.stream()
                .mapToLong(r -> r.freshness().newestNs(cut))
                .max()
                .orElse(0);
    }

    public long blindNs(int cut) {
        return recorders.stream()
                .mapToLong(r -> r.freshness().blindNs(cut))
                .max()
                .orElse(0);
    }

    public long worstGapNs() {
        return recorders.stream()
                .mapToLong(r -> r.freshness().worstGapNs())
                .max()
                .orElse(0);
    }
}
