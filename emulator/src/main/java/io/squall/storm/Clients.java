package io.squall.storm;

import io.squall.scenario.Behaviour;
import io.squall.scenario.Population;
import io.squall.time.Actor;

/** The clients of one storm, whatever makes them ask. */
public interface Clients extends Actor {
    /** Takes on another description of the same sources. What is under way goes on as it began. */
    void change(Population population, Behaviour behaviour, long atNs);

    /** A share of the clients loses its connection within a time. */
    void drop(double share, long withinNs, long atNs);

    void beginPhase(int phase, long atNs);

    /** A cut has ended. */
    void endCut(int cut);
}
