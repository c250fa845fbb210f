/**
 * The known answers: what queueing theory, arithmetic and two independent simulations say, against the shipped classes in virtual
 * time. Every seed is fixed; a figure outside its tolerance means an artefact in the emulator.
 *
 * <pre>
 *     VirtualTime ── drives ──► Bench: Storm, Probe, Rain ─► SimNetwork ─► Boundary(Device …) ─► Service
 *                               TheDay: 7 December 2021 as a Scenario, for SimulatedRun
 * </pre>
 */
@NullMarked
package io.squall.physics;

import org.jspecify.annotations.NullMarked;
