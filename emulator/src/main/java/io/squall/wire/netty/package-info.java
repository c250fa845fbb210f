/**
 * The wire on sockets: each attempt is a TCP connection, an HTTP request or a datagram from a source address of its own in
 * 127.0.0.0/8, or one of a volley of pushes, which share a few addresses.
 *
 * <pre>
 *     Shard, Probe ── send(attempt) ──► TcpWire, HttpWire, DatagramWire, VolleyWire ── 127.a.b.c ──► the relay's listener
 *          │                                  │  ▲
 *          └─ idle(waitNs) ──► SocketLoop ◄───┘  └─ ReceiptQueue ◄─ the sink of a one-way class, on the plane's thread
 *                              (Netty's ManualIoEventLoop over epoll, or NIO)
 * </pre>
 *
 * <p>Threading: a {@link io.squall.socket.SocketLoop} and all that is opened on it belong to the thread that first idles
 * or sends on it; sockets may be opened before, by the thread that wires the run. Nothing crosses a thread on the way to
 * the wire. The relay and the stand-in servers use the same loop.
 *
 * <p>Memory: what is read and written passes through one direct buffer each a loop. A datagram costs no object. A TCP attempt
 * costs the 64 bytes in which Netty hands two addresses to the kernel, where epoll is; its socket and its objects serve the next
 * attempt of whichever source.
 */
@NullMarked
package io.squall.wire.netty;

import org.jspecify.annotations.NullMarked;
