package io.squall.record;

import java.util.List;

/**
 * A replay held against what it was to be.
 *
 * @param recording the scenario that was recorded
 * @param retries live, recorded or none
 * @param edit what was made of the recording, in words; empty if it was replayed as it was
 * @param openLoop classes that were recorded of a closed population: here nobody waits for an answer before the next first try
 * @param planned departures, or first tries, counted before the run
 * @param played of those came to their departure
 * @param plannedDigest over the intended instants and identities, in their order
 * @param playedDigest the same, as they came
 * @param latenessP50 sent − intended of the replayed classes, the worst of them, in ns; with retries that are alive
 */
public record ReplayRecord(
        String recording,
        String retries,
        String edit,
        List<String> openLoop,
        long planned,
        long played,
        String plannedDigest,
        String playedDigest,
        long latenessP50,
        long latenessP99,
        long latenessMax) {

    /** Whether all came as planned. */
    public boolean holds() {
        return planned == played && plannedDigest.equals(playedDigest);
    }
}
