package io.squall.scenario;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the verdict is measured against.
 *
 * @param starved control classes that must starve; all others must not
 * @param recoversByItself whether the starved classes must come back without a mitigation; null if either is right
 * @param recoversAfter by class: the last mitigation that has been applied when it comes back for good
 * @param delivery share of probes answered in time that each class which must not starve has to keep over the run
 */
public record Expectation(
        List<String> starved, @Nullable Boolean recoversByItself, Map<String, String> recoversAfter, double delivery) {
    public Expectation(List<String> starved, @Nullable Boolean recoversByItself, double delivery) {
        this(starved, recoversByItself, Map.of(), delivery);
    }
}
