/**
 * The rendering of a run: summary, intervals, text, page and test cases, and the bundle that holds them. Pure functions of what was
 * recorded; text and test cases are ones of the summary alone, the page of the bundle's other files.
 *
 * <pre>
 *     Scenario, Snapshot, Verdict ─► Summary ─► summary.json ─┬─► TextReport, JunitXml
 *                          Snapshot ─► intervals.csv ─────────┼─► HtmlReport ─► report.html
 *                 scenario.yaml, environment.json, agree.json ┘
 *     Summaries of many seeds ─► Figure ─► Bands ─► BandsText;  Bands, Summaries of runs ─► Agreement ─► agree.json
 *                             scenario.yaml, environment.json ┘
 *
 *     Summaries, scenario.yaml of several runs ─► Comparison ─► ComparisonTables;  with their intervals.csv ─► ComparisonPage
 *
 *     Search, Hysteresis ─► SearchReport            findings by cell ─► MapReport ─► MapPage
 * </pre>
 */
@NullMarked
package io.squall.report;

import org.jspecify.annotations.NullMarked;
