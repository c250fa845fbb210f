/**
 * How much, and when: seeds, distributions, and the instants at which an open load intends to send.
 *
 * <pre>
 *     Seed ──► one independent stream of random numbers a source, derived from (seed, stream, source)
 *     Spread ► a duration drawn from a distribution
 *     Arrivals + Rate ─► Schedule:  n ↦ intended instant
 * </pre>
 *
 * <p>Pure arithmetic: no I/O, no threads, no library. A random state is one {@code long} that its owner keeps.
 */
@NullMarked
package io.squall.load;

import org.jspecify.annotations.NullMarked;
