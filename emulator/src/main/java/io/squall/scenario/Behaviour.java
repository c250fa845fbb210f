package io.squall.scenario;

import io.squall.load.Spread;
import io.squall.retry.RetryPolicy;
import java.util.List;

/**
 * What a source does with a request.
 *
 * @param timeouts of the first attempt of a request, of the second, …, from its sending; the last stands for all further ones; drawn
 *     anew for each
 * @param deadlineNs of the request over all its attempts, from the intended instant of the first; {@link #NO_DEADLINE} for none
 * @param firstAfterTimeout a source that begins a request first waits as long as a timeout (the closed form of the tipping point
 *     assumes it); else it sends at once
 * @param shed share of the requests that are turned away before they are sent
 */
public record Behaviour(
        List<Spread> timeouts, long deadlineNs, RetryPolicy retry, boolean firstAfterTimeout, double shed) {
    /** Can be added to any instant. */
    public static final long NO_DEADLINE = Long.MAX_VALUE / 2;

    /** One timeout for every attempt, and no deadline. */
    public Behaviour(Spread timeout, RetryPolicy retry, boolean firstAfterTimeout, double shed) {
        this(List.of(timeout), NO_DEADLINE, retry, firstAfterTimeout, shed);
    }

    /** The same, but whoever fails gives up. */
    public Behaviour withoutRetries() {
        RetryPolicy never = new RetryPolicy(retry.backoff(), 0, retry.budget(), retry.throttle(), retry.breaker());
        return new Behaviour(timeouts, deadlineNs, never, firstAfterTimeout, shed);
    }

    /** @param failures of this request so far */
    public Spread timeout(int failures) {
        return timeouts.get(Math.min(failures, timeouts.size() - 1));
    }
}
