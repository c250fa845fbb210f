/**
 * The command line: one file a command, and how each way of ending becomes an exit code.
 *
 * <pre>
 *     run ─ simulate ─ report ─ list ─► ExitCode
 * </pre>
 */
@NullMarked
package io.squall.cli;

import org.jspecify.annotations.NullMarked;
