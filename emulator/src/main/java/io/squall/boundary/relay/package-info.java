/**
 * The boundary on sockets: what a client sends passes the modelled devices on its way to the control plane, and so does the
 * answer on its way back.
 *
 * <pre>
 *     client 127.a.b.c ─► listener of the class ─► leg 1 ─► Boundary ─► (departed) ─► socket to the plane ─► server
 *                                                            │   ▲                                             │
 *     client  ◄─ answer ─ (departed) ◄───────────────────────┘   └──────────────── leg 2 ◄─────────────────────┘
 *                     the rest of a turn streams past the devices; see TcpExchange
 *                     lost leg: silence; the client's socket stays until the client closes it
 * </pre>
 *
 * <p>No arithmetic of queues or services lives here: {@link io.squall.boundary.Boundary} decides, and the relay obeys when a
 * leg departs. An attempt whose client has gone still goes the whole way, and costs what it costs.
 *
 * <p>Threading: a relay belongs to the thread that drives its socket loop; its counters may be read by any. Memory: an
 * exchange is a few dozen bytes beside the some 3 KB that Netty allocates for each of its two sockets; it holds at most 64 KB while
 * a leg is in the device, and as much again for a reader that is slow. A push has an
 * object that is used again for others.
 */
@NullMarked
package io.squall.boundary.relay;

import org.jspecify.annotations.NullMarked;
