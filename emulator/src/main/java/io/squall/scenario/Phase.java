package io.squall.scenario;

import java.util.Map;

/**
 * A named span of the run.
 *
 * @param drop what happens in it: for each storm named here the share of its sources that lose their connection, spread over the
 *     phase's length
 * @param changes whether some settings are others in it, see {@link Scenarios#settings}
 */
public record Phase(String name, Kind kind, End end, Map<String, Double> drop, boolean changes) {
    /** The measuring rule. */
    public enum Kind {
        WARM_UP,
        BASELINE,
        TRIGGER,
        STORM,
        MITIGATION,
        RECOVERY
    }

    /** What ends a phase. */
    public sealed interface End {
        record After(long lengthNs) implements End {}

        /** It lasts until a mitigation is applied; if that never happens, to the end of the run. */
        record Until(String mitigation) implements End {}

        /** It lasts to the end of the run. */
        record EndOfRun() implements End {}
    }
}
