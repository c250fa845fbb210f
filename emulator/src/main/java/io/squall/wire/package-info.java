/**
 * The port through which attempts leave and outcomes return.
 *
 * <pre>
 *     Storm, Probe ─ send(attempt) ─►  Wire  ─► the boundary, modelled or on sockets
 *                  ◄─ outcome(...) ──   │
 *                                  poll(now)
 * </pre>
 *
 * <p>A wire belongs to one thread. An attempt is one {@code long} (see {@link io.squall.wire.Attempt}): nothing is allocated for
 * it on this side of the port.
 */
@NullMarked
package io.squall.wire;

import org.jspecify.annotations.NullMarked;
