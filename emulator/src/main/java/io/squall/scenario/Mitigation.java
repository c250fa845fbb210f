package io.squall.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator would do, once there is reason to, and what that needs.
 *
 * @param whenStarved the class whose starvation is the reason
 * @param see the class that shows the operator what goes on; null if nothing must be seen
 * @param reach the class through which the change is made; null if the operator stands at the device
 * @param sightedNs time to decide while {@code see} is not starved
 * @param blindNs time to decide from logs alone
 * @param reachAgainNs between two tries to reach
 * @param consoleNs the slow way round, counted from the decision: a person goes to the console
 */
public record Mitigation(
        String name,
        String whenStarved,
        @Nullable String see,
        @Nullable String reach,
        long sightedNs,
        long blindNs,
        long reachAgainNs,
        long consoleNs,
        Action action) {

    /** The change itself. */
    public sealed interface Action {
        /** Classes take another path. */
        record Move(List<String> classes, String to) implements Action {}

        /** A storm's top sources take another path. */
        record Isolate(String storm, double share, String to) implements Action {}

        /** Some settings change for good, see {@link Scenarios#settings}. */
        record Change() implements Action {}
    }
}
