/**
 * The wire of virtual time: attempts become packets (one or two legs) that pass the boundary's devices and the plane's
 * services without a socket.
 *
 * <pre>
 *     SimWire.send ─► Boundary ─ leg 1 ─► Service ─ answer ─► Boundary ─ leg 2 ─► SimWire.poll
 *                        └ one-way class: leg 1 is the receipt ────────────────────┘
 * </pre>
 */
@NullMarked
package io.squall.wire.sim;

import org.jspecify.annotations.NullMarked;
