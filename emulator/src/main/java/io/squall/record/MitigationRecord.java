package io.squall.record;

import java.util.OptionalLong;

/**
 * A mitigation as it came. Instants in ns of the run, empty where it never came to that.
 *
 * @param conditionNs its condition first held
 * @param wishedNs conditionNs plus the sighted decision delay: when an operator who could see and reach would have acted
 * @param decidedNs the decision was taken, with whatever sight there was
 * @param appliedNs it took effect at the boundary
 * @param seeNs how much longer the decision took because the operator could not see
 * @param tries requests of the operator's own to reach the device
 * @param console the slow way round was taken in the end
 */
public record MitigationRecord(
        String name,
        OptionalLong conditionNs,
        OptionalLong wishedNs,
        OptionalLong decidedNs,
        OptionalLong appliedNs,
        long seeNs,
        int tries,
        boolean console) {}
