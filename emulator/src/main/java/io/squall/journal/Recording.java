package io.squall.journal;

import io.squall.scenario.Scenario;
import java.util.List;
import java.util.function.Supplier;

/**
 * A recorded storm.
 *
 * @param scenario that was run; its storms are the classes of the reel
 * @param reels opens it anew, from the beginning
 * @param flaws what it lacks, as far as it has been read
 */
public record Recording(Scenario scenario, Supplier<Reel> reels, Supplier<List<String>> flaws) {}
