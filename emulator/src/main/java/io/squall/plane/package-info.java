/**
 * The control plane behind the boundary, as a pure model of its service times. The simulation and the stand-in servers on
 * sockets run the same {@link io.squall.plane.Service}.
 *
 * <pre>
 *     request ─► Service.accept ─► [ answer due after a drawn delay ] ─► Service.poll ─► answered(request, instant)
 * </pre>
 *
 * <p>A service answers whatever it was asked: a request that its client gave up still gets its answer (stale work).
 */
@NullMarked
package io.squall.plane;

import org.jspecify.annotations.NullMarked;
