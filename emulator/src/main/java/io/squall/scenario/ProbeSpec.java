package io.squall.scenario;

import org.jspecify.annotations.Nullable;

/**
 * The measurement of one control class.
 *
 * @param name its traffic class
 * @param path name of the path it takes at the start
 * @param periodNs between two probes
 * @param jitterNs each intended instant gets U(0, jitterNs) on top, so that no periodic server can lock to it
 * @param deadlineNs an answer counts up to this long after the intended instant
 * @param http what it asks for; null unless its transport is HTTP
 */
public record ProbeSpec(
        String name,
        Transport transport,
        String path,
        long periodNs,
        long jitterNs,
        long deadlineNs,
        @Nullable Http http) {}
