/**
 * The record of a run, append-only, from which every figure can be recomputed; and the same record read back as a schedule.
 *
 * <pre>
 *     Recorders ─► Tape ─► [ JCTools SPSC ring of batches ] ─► Journalist ─► columns ─► journal.chronicle
 *      (each writer its own)                                    (appender thread)
 *
 *     journal.chronicle ─► columns ─► Recorders again ─► Snapshot ─► verdict, report
 *                                └──► Reel ─► Edit: window, loop, pace, copies ─► [ ReadAhead ] ─► a replayed storm
 * </pre>
 */
@NullMarked
package io.squall.journal;

import org.jspecify.annotations.NullMarked;
