package io.squall.run;

import io.squall.boundary.Boundary;
import io.squall.mailbox.Command;
import io.squall.mailbox.Mailbox;
import io.squall.plane.ControlPlane;
import io.squall.scenario.Path;
import io.squall.scenario.Phase;
import io.squall.scenario.Plane;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.scenario.Settings;
import io.squall.scenario.StormSpec;
import io.squall.storm.Shard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a run as they are now: the scenario's own, what mitigations have changed for good, and what the current phase
 * changes. Only what differs from before is sent to its owner.
 */
final class Changes {
    private final Scenario scenario;
    private final Mailboxes mail;
    private final List<String> forGood = new ArrayList<>();
    private @Nullable String phase;
    private Settings current;

    /** Where the owners of all settings are reached. */
    record Mailboxes(Mailbox<Boundary> boundary, Mailbox<ControlPlane> plane, Mailbox<Shard> shard) {
        Mailboxes() {
            this(new Mailbox<>(), new Mailbox<>(), new Mailbox<>());
        }
    }

    Changes(Scenario scenario, Mailboxes mail) {
        this.scenario = scenario;
        this.mail = mail;
        current = scenario.settings();
    }

    void enter(Phase next) {
        @Nullable String owner = next.changes() ? "phases." + next.name() : null;
        if (owner != null || phase != null) {
            phase = owner;
            become();
        }
    }

    /** A mitigation's {@code set} takes effect. */
    Command<Boundary> apply(String mitigation) {
        forGood.add("operator." + mitigation);
        return become();
    }

    private Command<Boundary> become() {
        List<String> owners = new ArrayList<>(forGood);
        if (phase != null) {
            owners.add(phase);
        }
        Settings was = current;
        Settings is = owners.isEmpty() ? scenario.settings() : Scenarios.settings(scenario, owners);
        current = is;
        Plane plane = is.plane();
        if (!plane.equals(was.plane())) {
            mail.plane.send((target, nowNs) -> target.change(plane, nowNs));
        }
        for (int i = 0; i < is.storms().size(); i++) {
            StormSpec storm = is.storms().get(i);
            int index = i;
            if (!storm.equals(was.storms().get(i))) {
                mail.shard.send((shard, nowNs) ->
                        shard.storms().get(index).change(storm.population(), storm.behaviour(), nowNs));
            }
        }
        return mail.boundary.send((target, nowNs) -> boundary(was, is, target, nowNs));
    }

    private void boundary(Settings was, Settings is, Boundary target, long nowNs) {
        for (int i = 0; i < is.paths().size(); i++) {
            Path path = is.paths().get(i);
            if (!path.equals(was.paths().get(i))) {
                target.change(i, path, nowNs);
            }
        }
        for (int i = 0; i < is.storms().size(); i++) {
            String to = is.storms().get(i).path();
            if (!to.equals(was.storms().get(i).path())) {
                target.reroute(i, scenario.pathIndex(to));
            }
        }
    }
}
