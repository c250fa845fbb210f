/**
 * Commands from the conductor to an actor on another thread: one writer, one reader, no lock.
 *
 * <pre>
 *     Conductor ─ send(command) ─► [ JCTools SPSC ring ] ─ drain ─► the actor's own thread applies it, and notes the instant
 * </pre>
 *
 * <p>Memory: one ring a mailbox, a few commands a run.
 */
@NullMarked
package io.squall.mailbox;

import org.jspecify.annotations.NullMarked;
