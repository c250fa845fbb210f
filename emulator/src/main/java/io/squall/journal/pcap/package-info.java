/**
 * Packet captures: a real one read as a storm, and a storm written as one. Both formats by hand, pcap and pcapng.
 *
 * <pre>
 *     file ─► FileBytes ─► Pcap, Pcapng ─► Frame ─► Packet ─► CaptureStorm ─► StormSink ─► CaptureWriter ─► pcapng
 *            (one buffer)       └─ Damage            │            │
 *                                            a cursor over     ClientTable, SourcePool, ExchangeTable
 *                                            one packet        (primitive, bounded)
 * </pre>
 *
 * <p>A damaged file is read up to its damage, which is a value and no exception. Threading: one thread. Memory: a buffer of at most
 * 512 KiB, some 40 bytes for each client, 16 for each source of a class, and 80 for each of the 2¹⁹ exchanges that are remembered at the
 * most, whatever a file says; nothing is allocated for a packet.
 */
@NullMarked
package io.squall.journal.pcap;

import org.jspecify.annotations.NullMarked;
