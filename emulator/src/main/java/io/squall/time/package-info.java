/**
 * Time as a constructor argument: the two clocks, the actor contract, and the queue of due instants.
 *
 * <p>Every instant in Squall is a {@code long} of nanoseconds since the start of the run, on whichever {@link io.squall.time.Clock}
 * drives it. This is the only package that reads a clock of the machine or parks a thread.
 *
 * <pre>
 *     SystemClock ──┐                    ┌── doWork(nowNs)
 *                   ├─► nowNs ─► Actor ──┤
 *     VirtualClock ─┘                    └── nextDueNs() ─► Idle (park, or jump)
 * </pre>
 *
 * <p>Threading: a clock may be read by any thread; actors and due queues belong to one. Memory: allocated in constructors.
 */
@NullMarked
package io.squall.time;

import org.jspecify.annotations.NullMarked;
