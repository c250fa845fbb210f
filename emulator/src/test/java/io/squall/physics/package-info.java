/**
 * The known answers: what queueing theory, arithmetic and two independent simulations say, against the shipped classes in virtual
 * time. Every seed is fixed; a figure outside its tolerance means an artefact in the emulator.
 *
 * <pre>
 *     validate.Validation ─► KnownAnswersTest: all that a scenario file can say, a test a figure
 *                   Bench ─► storms and probes of a scenario over devices of a test's own
 * </pre>
 */
@NullMarked
package io.squall.physics;

import org.jspecify.annotations.NullMarked;
