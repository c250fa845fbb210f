package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.journal.Edit;
import io.squall.journal.Pace;
import io.squall.record.ReplayRecord;
import io.squall.record.Snapshot;
import io.squall.run.Replay.Retries;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded storms, driven again in virtual time. */
class ReplayTest {
    private static final Pace AS_RECORDED = new Pace.Speed(1);

    private static Edit whole(Filmed filmed, Retries retries) {
        return new Edit(0, filmed.scenario().durationNs(), -1, retries != Retries.RECORDED, 1, AS_RECORDED, 1);
    }

    private static Snapshot replay(Filmed filmed, Edit edit, Retries retries) {
        try (Replay replay = new Replay(filmed.recording(), filmed.scenario(), new Replay.Wish(edit, retries))) {
            return replay.checked(new SimulatedRun(replay.scenario(), new KillSwitch())
                    .replaying(replay)
                    .run(null, _ -> {}));
        }
    }

    private static ReplayRecord kept(Snapshot run) {
        return Objects.requireNonNull(run.replay());
    }

    @ParameterizedTest
    @CsvSource({
        "dec-7, 7",
        "dec-7, 8",
        "dec-7-oob, 3",
        "dynamodb-2015, 1",
        "dynamodb-2025, 2",
        "ebs-2011, 1",
        "gcloud-2019, 1",
        "gcloud-2025, 4",
        "roblox-2021, 1",
        "slack-2021, 1",
    })
    void known_answer_12_a_recording_with_its_retries_is_the_same_run_again(String preset, long seed) {
        Filmed filmed = Filmed.of(preset, seed);

        Snapshot again = replay(filmed, whole(filmed, Retries.RECORDED), Retries.RECORDED);

        assertThat(again.digest()).isEqualTo(filmed.run().digest());
        assertThat(kept(again).holds()).isTrue();
        assertThat(kept(again).edit()).isEmpty();
    }
}
