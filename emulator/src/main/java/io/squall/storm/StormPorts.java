package io.squall.storm;

import io.squall.guard.Cap;
import io.squall.load.Instants;
import io.squall.load.Seed;
import io.squall.record.Recorder;
import io.squall.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What a storm works with.
 *
 * @param skipAfterNs a slot that is later than this is skipped, and counted
 */
public record StormPorts(
        Wire wire,
        Recorder recorder,
        Seed seed,
        Cap cap,
        long skipAfterNs,
        @Nullable Replayed replayed) {
    public StormPorts(Wire wire, Recorder recorder, Seed seed, Cap cap, long skipAfterNs) {
        this(wire, recorder, seed, cap, skipAfterNs, null);
    }

    public StormPorts with(Replayed recording) {
        return new StormPorts(wire, recorder, seed, cap, skipAfterNs, recording);
    }

    /**
     * What an open population does in place of its own schedule.
     *
     * @param retries whether its policy tries again
     */
    public record Replayed(Instants firstTries, boolean retries) {}
}
