/**
 * The intended load: populations of sources that connect, wait, give up, and try again.
 *
 * <pre>
 *      closed:  THINKING ──think time──► attempt ──answered──► THINKING
 *      open:    Schedule ──instant─────► attempt ──answered──► FREE
 *                                          │ timeout, refused, reset
 *                                          ▼
 *                          RetryPolicy ─► WAITING ─► attempt …
 *
 *      replayed: first tries of a recording in place of the Schedule; or a Rerun, which decides nothing
 * </pre>
 *
 * <p>One turn of a {@link io.squall.storm.Shard}: mailbox, outcomes, timers, due slots. A source is a row in flat arrays, never
 * a thread or an object. One thread; everything is allocated before the start.
 */
@NullMarked
package io.squall.storm;

import org.jspecify.annotations.NullMarked;
