/**
 * What happened, as numbers: counters by phase and by cut of 100 ms, latency histograms, lateness, freshness, and the digest.
 *
 * <pre>
 *     Storm, Probe ─ record(event, attempt, phase, intended, at) ─► Recorder ─┬─ Tally by phase, Tally by cut
 *       (single writer, wait-free)                                            ├─ latency: done − intended   (HdrHistogram)
 *                                                                             ├─ Lateness: sent − intended
 *                                                                             ├─ Freshness: age of the newest usable sample
 *                                                                             └─ Digest
 *     Conductor (reader) ◄── decided cuts, every 100 ms
 * </pre>
 *
 * <p>Threading: each recorder has one writer; a reader on another thread sees single counters as they grow, and cuts whole
 * once they are decided. Memory: everything is allocated in the constructors, from the {@link io.squall.record.Timeline}.
 */
@NullMarked
package io.squall.record;

import org.jspecify.annotations.NullMarked;
