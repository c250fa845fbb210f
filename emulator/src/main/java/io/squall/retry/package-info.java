/**
 * When a failed request is tried again. Pure: the caller keeps the count of failures and the random state.
 *
 * <pre>
 *     attempt failed ─► RetryPolicy.mayRetry(failures) ─ yes ─► Backoff.delayNs(failures, u) ─► the retry's intended instant
 *                                                     └─ no ──► the request has failed
 * </pre>
 */
@NullMarked
package io.squall.retry;

import org.jspecify.annotations.NullMarked;
