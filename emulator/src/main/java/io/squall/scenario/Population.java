package io.squall.scenario;

import io.squall.load.Arrivals;
import io.squall.load.Shape;
import io.squall.load.Spread;

/** Who sends, and what makes them begin a request. */
public sealed interface Population {
    /** How many sources there are; for an open population: how many can be busy at once. */
    int sources();

    /** A fixed number of clients, each of which thinks, asks, and thinks again. */
    record Closed(int sources, Spread think) implements Population {}

    /** Requests come at a rate, whatever became of the earlier ones. */
    record Open(int sources, Shape shape, Arrivals arrivals) implements Population {}
}
