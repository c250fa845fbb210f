package io.squall.scenario;

import java.util.List;

/** What can change while a run goes on. */
public record Settings(List<Path> paths, Plane plane, List<StormSpec> storms) {}
