/**
 * The kernel lane: pushes as frames of their own 5-tuples, emitted inside the kernel; and what else only system calls can do.
 *
 * <pre>
 *     KernelLane ── Lab: two namespaces without a name, and the wire between them (Namespace, Netlink)
 *         │                near ═══════════════ veth ═══════════════► far ─► the relay's socket
 *         ├─ FrameWire ─► Ring ─► Emitter ─► frame, stamped            └─ Twin: counts, one-way delay of every frame
 *         │     storm's thread    ▲ run by Emission's thread: one call of bpf(2) that lasts as long as the storm
 *         └─ Code: both programs, assembled at the start; Bpf: maps, loading, running (Libc: java.lang.foreign)
 *     KernelStamps ── when a datagram came, for any socket
 * </pre>
 *
 * <p>Threading: a wire belongs to the storm's thread. The ring has one writer of each cursor: that thread, and the program.
 *
 * <p>Memory: 64 bytes a slot and 65,536 slots a storm, a histogram of 256 KiB for each storm and each class at the far end, all outside
 * the heap. Nothing outlives the process.
 */
@NullMarked
package io.squall.wire.kernel;

import org.jspecify.annotations.NullMarked;
