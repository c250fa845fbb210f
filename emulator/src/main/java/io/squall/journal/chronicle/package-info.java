/**
 * The journal on Chronicle Queue: one thread appends, other processes may follow with a tailer. What is finished, or comes from
 * elsewhere, is read as a plain file and never mapped: a file that was cut or damaged must not take the reader down.
 */
@NullMarked
package io.squall.journal.chronicle;

import org.jspecify.annotations.NullMarked;
