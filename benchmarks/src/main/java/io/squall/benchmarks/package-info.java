/**
 * JMH benchmarks of the shipped classes, never of copies. Run them with {@code scripts/bench}; single-threaded unless a
 * benchmark says otherwise.
 */
@NullMarked
package io.squall.benchmarks;

import org.jspecify.annotations.NullMarked;
