package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.journal.Edit;
import io.squall.journal.Pace;
import io.squall.record.Counter;
import io.squall.record.ReplayRecord;
import io.squall.record.Snapshot;
import io.squall.run.Replay.Retries;
import io.squall.verdict.Judge;
import io.squall.verdict.Law;
import io.squall.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storms that were recorded in virtual time, replayed on sockets. */
class ReplayOnSocketsTest {
    @TempDir
    private Path folder;

    private Filmed filmed() {
        return Filmed.of(
                folder,
                "bench-storm",
                1,
                "duration=3 s",
                "phases.steady.for=500 ms",
                "phases.trigger.for=500 ms",
                "storms.clients.population.open.sources=1000",
                "storms.clients.population.open.rate=500/s",
                "paths.boundary.capacity=20000/s");
    }

    private static Snapshot replay(Filmed filmed, Pace pace, Retries retries) {
        Edit edit = new Edit(0, filmed.scenario().durationNs(), -1, retries != Retries.RECORDED, 1, pace, 1);
        try (Replay replay = new Replay(filmed.recording(), filmed.scenario(), new Replay.Wish(edit, retries))) {
            Snapshot run = new SocketRun(replay.scenario(), new KillSwitch(), 0, List.of())
                    .replaying(replay)
                    .run(null, _ -> {});
            assertThat(Law.breaches(run)).isEmpty();
            ReplayRecord record = Objects.requireNonNull(run.replay());
            Verdict verdict = Judge.judge(replay.scenario(), run);
            assertThat(verdict.outcome() == Verdict.Outcome.INVALID || record.holds())
                    .as("%s %s", verdict.reasons(), record)
                    .isTrue();
            return run;
        }
    }

    @ParameterizedTest
    @EnumSource(Retries.class)
    void every_recorded_departure_comes_or_the_replay_is_invalid(Retries retries) {
        Filmed filmed = filmed();
        Snapshot run = replay(filmed, new Pace.Speed(1), retries);
        assertThat(run.classRecord("clients").total(Counter.FIRST_TRIES))
                .isEqualTo(filmed.run().classRecord("clients").total(Counter.FIRST_TRIES));
    }

    @Test
    void at_top_speed_all_comes_and_nothing_is_late() {
        Filmed filmed = filmed();
        Snapshot run = replay(filmed, new Pace.Top(), Retries.RECORDED);
        ReplayRecord record = Objects.requireNonNull(run.replay());
        assertThat(record.played()).isEqualTo(record.planned());
        assertThat(record.latenessMax())
                .as("what is intended as soon as it can be done")
                .isZero();
    }
}
