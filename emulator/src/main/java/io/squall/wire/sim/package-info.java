/**
 * The wire of virtual time: attempts become packets (legs) that pass the boundary's devices and the plane's
 * services without a socket.
 *
 * <pre>
 *     SimWire.send ─► Boundary ─ leg 1 ─► ControlPlane ─ answer ─► Boundary ─ leg 2 ─► SimWire.poll
 *                        └ one-way class: leg 1 is the receipt ────────────────────┘
 * </pre>
 */
@NullMarked
package io.squall.wire.sim;

import org.jspecify.annotations.NullMarked;
