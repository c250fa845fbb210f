/**
 * The control plane behind the boundary, as a pure model of its service times. The simulation and the stand-in servers on
 * sockets run the same {@link io.squall.plane.ControlPlane}.
 *
 * <pre>
 *     request ─► ControlPlane.accept ─► [ services, the answer's delay ] ─► ControlPlane.poll ─► answered(request, instant)
 * </pre>
 *
 * <p>It answers whatever it was asked: a request that its client gave up still gets its answer (stale work).
 */
@NullMarked
package io.squall.plane;

import org.jspecify.annotations.NullMarked;
