/**
 * Low-rate open-loop requests of the control classes: their latency, loss and age are the measurement.
 *
 * <pre>
 *     Schedule ─ intended ─► Probe ─ attempt ─► Wire          answered by the deadline: good
 *                              │ ◄── outcome ────┘            else: unanswered, censored at the deadline
 *     Operator ─ Reach ───────►┘   (a request of the operator's own, on this class's wire)
 * </pre>
 *
 * <p>A probe has a thread, a wire and sockets of its own, so that the storm's load cannot delay its measurement within Squall.
 * What kind of request it is (push, DNS, connect) is its wire's business.
 */
@NullMarked
package io.squall.probe;

import org.jspecify.annotations.NullMarked;
