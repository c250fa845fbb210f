/**
 * What two threads share, under jcstress. The tests are of the shipped classes, never of copies, and stand in the packages of what they
 * test, to reach its parts; {@code scripts/stress} runs them. What has none, and why, stands in docs/decisions/0038.
 *
 * <pre>
 *     writer's actor ─► the shared class ─► reader's actor        then, at rest, the arbiter: has the law been kept?
 * </pre>
 */
@NullMarked
package io.squall.stress;

import org.jspecify.annotations.NullMarked;
