/**
 * The kernel's sockets as one thread sees them, for all adapters on sockets: the loop that a thread drives by idling, addresses
 * of sources, receipts, and what can go wrong, by kind.
 *
 * <pre>
 *     wire.netty ──┐
 *     boundary.relay ─► SocketLoop ─► epoll on Linux, NIO anywhere
 *     plane.netty ─┘  ├─ Connection ─► TCP, one after the other on one socket
 *                     ├─ Volley ─► UDP_SEGMENT … UDP_GRO ─► VolleyReceiver
 *                     └─ Dialogue ─► one datagram … its answer, dated by the kernel where Stamps can be read
 * </pre>
 *
 * <p>Threading: a loop belongs to the thread that idles on it. Memory: buffers of 4 KiB for reading and writing a loop, and one for the
 * datagrams of its dialogues; a {@link io.squall.socket.Connection} some 200 bytes, and its socket, which are used again; a few
 * kilobytes of Netty's own each connection that is accepted; 4 KiB for sending volleys, 64 KiB for receiving them.
 */
@NullMarked
package io.squall.socket;

import org.jspecify.annotations.NullMarked;
