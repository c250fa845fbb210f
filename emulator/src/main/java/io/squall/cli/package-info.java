/**
 * The command line: one file a command, and how each way of ending becomes an exit code.
 *
 * <pre>
 *     make and read a scenario: init (Question ► Draft) ─ check ─ show ─ list ─ schema ─┐
 *     before a run:             doctor ─ --dry-run (Plan)                              ─┼─► ExitCode
 *     runs, and after them:     run (LiveView ► Block) ─ simulate ─ report             ─┤
 *     captures and journals:    import ─ export                                        ─┤
 *     many seeds:               simulate --seeds ─ agree (SeedOptions, Progress)       ─┘
 * </pre>
 */
@NullMarked
package io.squall.cli;

import org.jspecify.annotations.NullMarked;
