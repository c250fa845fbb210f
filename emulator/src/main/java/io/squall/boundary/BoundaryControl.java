package io.squall.boundary;

import io.squall.scenario.Path;

/** What phases and an operator can change at the boundary. Packets that are queued already stay where they are. */
public interface BoundaryControl {
    /** All packets of a class take another path from now on. */
    void reroute(int trafficClass, int path);

    /** Packets of the class's sources with an index below {@code sourcesBelow} take another path from now on. */
    void isolate(int trafficClass, int sourcesBelow, int path);

    /** The devices of a path are others from now on, see {@link Device#change}. */
    void change(int path, Path description, long nowNs);
}
