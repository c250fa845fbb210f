/**
 * What a run means: pure functions of what was recorded.
 *
 * <pre>
 *     cuts ─► Starvation (also live, for the operator's eyes) ─► ClassFinding ─┐
 *     phases, mitigations ─► Recovery ─────────────────────────────────────────┼─► Verdict: PASS · FAIL · INVALID, with sentences
 *     counters, self-health ─► Validity ───────────────────────────────────────┘
 *     a figure of many runs ─► Band;  a measured one and its Band ─► Fit
 *
 *     Verdict ─► Goal: one finding for each value and seed ─┬─► Search ─► Bracket        Verdict of a sweep ─► Hysteresis
 *                                                           └─► Stability of a load
 * </pre>
 */
@NullMarked
package io.squall.verdict;

import org.jspecify.annotations.NullMarked;
