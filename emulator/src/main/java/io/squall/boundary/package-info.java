/**
 * The devices between the internal and the main network, which storm and control traffic share.
 *
 * <pre>
 *                    class, source
 *     offer(packet) ───────────────► Boundary ─ routes ─► Device "boundary" ─┐  queue, one server for both directions
 *                                        ▲               Device "dns-path"  ─┤─► departed(packet, instant)
 *                            BoundaryControl             Device "isolation" ─┘   or dropped(packet)
 *                       (reroute, isolate: mitigations)
 * </pre>
 *
 * <p>Pure: the same device serves the simulation (virtual time) and the relay (real sockets). One thread drives it. All
 * arrays are allocated in the constructors; a queue without limit grows.
 */
@NullMarked
package io.squall.boundary;

import org.jspecify.annotations.NullMarked;
