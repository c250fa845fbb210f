package io.squall.boundary;

/** What can be read off the devices of a boundary, by path. Counts are since the start. */
public interface Gauges {
    int paths();

    /** Packets inside. */
    int length(int path);

    /** The shortest wait for service since the last call; {@link Long#MAX_VALUE} if nothing departed. */
    long takeLeastWaitNs(int path);

    /** Of all packets together, for their service. */
    double waitedNs(int path);

    /** Entries in the flow tables. */
    int flows(int path);

    long offered(int path, int trafficClass);

    long dropped(int path, int trafficClass);

    /** Of those dropped: lost to a flow table. */
    long lostToTable(int path, int trafficClass);
}
