/**
 * Where traffic may go, how much, and how it stops. Safety by type: a wire on sockets opens only with a
 * {@link io.squall.guard.Permit}, and only {@link io.squall.guard.Guard} makes one.
 *
 * <pre>
 *     address, load ─► Guard ─ loopback? below the caps? ─► Permit ─► Wire
 *                        └─ no ─► RefusedException (exit code 4)
 *     KillSwitch: a signal stops every thread.    DeadMan: so does the silence of the conductor, and the hard end.
 * </pre>
 */
@NullMarked
package io.squall.guard;

import org.jspecify.annotations.NullMarked;
