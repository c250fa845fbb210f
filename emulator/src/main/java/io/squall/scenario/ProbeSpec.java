package io.squall.scenario;

/**
 * The measurement of one control class.
 *
 * @param periodNs between two probes
 * @param jitterNs each intended instant gets U(0, jitterNs) on top, so that no periodic server can lock to it
 * @param deadlineNs an answer counts up to this long after the intended instant
 */
public record ProbeSpec(Traffic traffic, long periodNs, long jitterNs, long deadlineNs) {
    public String name() {
        return traffic.name();
    }

    public Transport transport() {
        return traffic.transport();
    }

    public String path() {
        return traffic.path();
    }
}
