package io.squall.boundary.relay;

import io.squall.boundary.Device.Admission;

/** What a packet in the boundary stands for. */
interface Parcel {
    /** The leg has passed. */
    void departed(boolean returning);

    /** The leg had been queued, and is lost after all. */
    void lost(boolean returning);

    /** The boundary did not take a further leg. */
    default void refused(boolean returning, Admission admission) {
        lost(returning);
    }
}
