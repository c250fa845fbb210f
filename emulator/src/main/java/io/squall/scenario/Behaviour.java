package io.squall.scenario;

import io.squall.load.Spread;
import io.squall.retry.RetryPolicy;

/**
 * What a source does with a request.
 *
 * @param timeout of an attempt, from its sending; drawn anew for each
 * @param firstAfterTimeout a source that begins a request first waits as long as a timeout (the closed form of the tipping point
 *     assumes it); else it sends at once
 * @param shed share of the requests that are turned away before they are sent
 */
public record Behaviour(Spread timeout, RetryPolicy retry, boolean firstAfterTimeout, double shed) {}
