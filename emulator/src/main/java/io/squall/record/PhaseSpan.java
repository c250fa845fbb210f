package io.squall.record;

import io.squall.scenario.Phase;

/** A phase as it came: [startNs, endNs), empty if the run ended before it began. */
public record PhaseSpan(String name, Phase.Kind kind, long startNs, long endNs) {
    public boolean happened() {
        return endNs > startNs;
    }
}
