package io.squall.physics;

import io.squall.record.ClassRecord;
import io.squall.record.Digest;
import io.squall.record.LatencyLog;
import io.squall.record.Percentiles;
import io.squall.record.Recorder;
import io.squall.record.Timeline;
import io.squall.verdict.Law;
import java.util.List;
import java.util.stream.IntStream;

/** A recorder, and what it says. */
public final class Books {
    private static final String NAME = "class";

    private final Timeline timeline;
    private final Recorder recorder;
    private final LatencyLog log;
    private final List<String> phases;

    /** @param phases how many there are; all but the first begin when the recorder is told so */
    public Books(long durationNs, int phases) {
        timeline = new Timeline(durationNs, phases);
        recorder = new Recorder(timeline, new Digest(), durationNs, Long.MAX_VALUE / 2, true);
        this.phases =
                IntStream.range(0, phases).mapToObj(phase -> "phase" + phase).toList();
        log = new LatencyLog(timeline, null, NAME);
        log.follow(NAME, this.phases, List.of(recorder), true);
    }

    public Recorder recorder() {
        return recorder;
    }

    public ClassRecord record() {
        return new ClassRecord(NAME, ClassRecord.Role.STORM, timeline, List.of(recorder));
    }

    public Law.Account account() {
        return Law.total(record(), phases.size());
    }

    public Law.Account account(int phase) {
        return Law.account(record(), phase);
    }

    /** Of the attempts of the first phase. */
    public Percentiles latency() {
        log.take(0);
        return log.ofPhase(NAME, 0);
    }

    /** Of the requests of the first phase, from their first try. */
    public Percentiles requestLatency() {
        log.take(0);
        return log.ofPhase(NAME + ".request", 0);
    }
}
