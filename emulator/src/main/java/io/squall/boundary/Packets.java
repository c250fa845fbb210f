package io.squall.boundary;

/** Where a device puts what leaves it. */
public interface Packets {
    /** @param departureNs the instant at which its service ended, which may lie before the caller's now */
    void departed(long packet, int trafficClass, long departureNs);

    /** A packet that had been queued is lost after all. */
    void dropped(long packet, int trafficClass, long droppedNs);

    /** Tells nobody. */
    Packets NOWHERE = new Packets() {
        @Override
        public void departed(long packet, int trafficClass, long departureNs) {}

        @Override
        public void dropped(long packet, int trafficClass, long droppedNs) {}
    };
}
