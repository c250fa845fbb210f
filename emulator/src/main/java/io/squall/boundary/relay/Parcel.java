package io.squall.boundary.relay;

/** What a packet in the boundary stands for. */
interface Parcel {
    /** The leg has passed. */
    void departed(boolean returning);

    /** The leg had been queued, and is lost after all. */
    void lost(boolean returning);
}
