package io.squall.record;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it was recorded; what verdict and report are computed from.
 *
 * @param untrusted cuts in which this host was late by more than the validity rules allow: no class can be found starved by them
 * @param replay null if it is none
 * @param services requests that each service of the plane has taken, from clients or from other services
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: a cut an element, read by index
public record Snapshot(
        Timeline timeline,
        List<PhaseSpan> phases,
        List<ClassRecord> classes,
        List<String> paths,
        PathLog pathLog,
        LatencyLog latency,
        List<MitigationRecord> mitigations,
        SelfHealth health,
        boolean[] untrusted,
        long planeServed,
        Map<String, Long> services,
        String digest,
        @Nullable ReplayRecord replay) {

    public ClassRecord classRecord(String name) {
        return classes.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    public List<ClassRecord> probes() {
        return classes.stream().filter(c -> c.role() == ClassRecord.Role.PROBE).toList();
    }
}
