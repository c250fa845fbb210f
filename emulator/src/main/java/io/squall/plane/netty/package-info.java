/**
 * Stand-in servers on 127.0.0.1: a control plane for runs that have none of their own. A class with a server of the user's has none.
 *
 * <pre>
 *     relay ── TCP, HTTP, DNS ──► server ─► Service (answer due after a drawn delay) ─► answer ──► relay
 *     relay ── push ──────► sink ─► ReceiptQueue ─► the wire that pushed
 * </pre>
 *
 * <p>Threading: all servers belong to the thread that drives their socket loop; {@link io.squall.plane.Service} is the model that
 * the simulation uses too. Memory: one small object for each request that waits for its answer.
 */
@NullMarked
package io.squall.plane.netty;

import org.jspecify.annotations.NullMarked;
