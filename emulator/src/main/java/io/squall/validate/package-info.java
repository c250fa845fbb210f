/**
 * Figures that theory gives, and what Squall measures of them in virtual time. One home for the command {@code validate} and for the
 * tests of the physics.
 *
 * <pre>
 *     Formulas ─► KnownAnswer (expected, how it is read) ─► Experiment (a scenario, some sets) ─► Validation ─► table
 * </pre>
 */
@NullMarked
package io.squall.validate;

import org.jspecify.annotations.NullMarked;
