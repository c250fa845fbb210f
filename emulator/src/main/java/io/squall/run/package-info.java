/**
 * Puts the actors of a scenario together and drives them, in virtual time or on sockets. The only package that names adapters.
 *
 * <pre>
 *     Scenario ─► Ensemble (shard, probes, recorders: the same in both)
 *                    ├─ SimulatedRun: VirtualClock, SimNetwork;  one thread jumps from due instant to due instant
 *                    └─ SocketRun:    SystemClock, relay, plane; a thread for each actor
 *     Trials: many simulated runs on all cores ─► Forecast: the bands of many seeds
 *     CaptureImport: a capture ─► CaptureScenario, journal;  JournalExport: a journal ─► packets, rows, histograms
 *     Conductor: phases, cuts, live verdict ──► Operator: sees? reaches? ──► BoundaryControl
 * </pre>
 */
@NullMarked
package io.squall.run;

import org.jspecify.annotations.NullMarked;
