package io.squall.scenario;

import io.squall.load.Spread;
import io.squall.retry.RetryPolicy;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The control plane behind the boundary.
 *
 * @param delay of network and kernel, drawn anew for every answer and at every further turn of direction of an attempt
 */
public record Plane(Spread delay, List<ServiceSpec> services) {
    /** A plane that answers everything after a delay. */
    public static Plane answering(Spread delay) {
        return new Plane(delay, List.of());
    }

    /**
     * Who answers.
     *
     * @param time of one request
     * @param slopeNs added to it for every other request inside
     * @param workers requests served at once
     * @param queue requests that may wait
     * @param dropAfterNs a request that has waited longer is dropped unserved
     * @param fails share of the requests that fail after their service time
     * @param upstream address of a real server in its place; null for none
     */
    public record ServiceSpec(
            String name,
            Spread time,
            long slopeNs,
            int workers,
            int queue,
            long dropAfterNs,
            double fails,
            List<Call> calls,
            @Nullable InetSocketAddress upstream) {}

    /** A request from one service to a lower one. */
    public record Call(String service, Spread timeout, RetryPolicy retry) {}
}
