/**
 * The description of one experiment, validated: what a user writes in YAML, as immutable records.
 *
 * <pre>
 *     dec-7.yaml ─ parse, extend, --set ─► nodes with line and column ─ validate ─► Scenario ─► everything else
 *                                              └─ all that is wrong, a sentence each ─► ScenarioException (exit code 104)
 * </pre>
 *
 * <p>A {@link io.squall.scenario.Scenario} that exists is runnable: names resolve, quantities are in range. Nobody downstream
 * validates again.
 */
@NullMarked
package io.squall.scenario;

import org.jspecify.annotations.NullMarked;
