/**
 * The known answers: what queueing theory, arithmetic and two independent simulations say, against the shipped classes in virtual
 * time. Every seed is fixed; a figure outside its tolerance means an artefact in the emulator.
 *
 * <pre>
 *     Scenes, Scenarios ─► Figures.run: a scenario in virtual time, read from its Snapshot
 *                               Bench: its storms and probes over devices of a test's own
 * </pre>
 */
@NullMarked
package io.squall.physics;

import org.jspecify.annotations.NullMarked;
