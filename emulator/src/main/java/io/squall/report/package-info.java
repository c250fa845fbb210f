/**
 * The rendering of a run: summary, text, intervals, and the bundle that holds them. Pure functions of what was recorded; the text is
 * one of the summary alone.
 *
 * <pre>
 *     Scenario, Snapshot, Verdict ─► Summary ─► summary.json ─► TextReport
 *                          Snapshot ─► intervals.csv
 * </pre>
 */
@NullMarked
package io.squall.report;

import org.jspecify.annotations.NullMarked;
