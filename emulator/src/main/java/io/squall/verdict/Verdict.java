package io.squall.verdict;

import java.util.List;

/**
 * The judgement of a run.
 *
 * @param reasons a sentence each: why INVALID, why FAIL, or which expectation was met
 * @param checks everything that was expected, the validity of the run first
 * @param controls what was found of each control class
 * @param congestedNs time for which the storm's device was congested
 */
public record Verdict(
        Outcome outcome,
        List<String> reasons,
        List<Check> checks,
        Recovery recovery,
        List<ClassFinding> controls,
        long congestedNs) {
    /** How a run ends. */
    public enum Outcome {
        PASS,
        FAIL,
        INVALID
    }
}
