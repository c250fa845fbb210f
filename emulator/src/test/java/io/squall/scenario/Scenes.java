package io.squall.scenario;

import io.squall.time.Rate;
import java.util.List;
import java.util.OptionalLong;

/** Scenarios that a test writes down; what it does not care about need not be said. */
public final class Scenes {
    private Scenes() {}

    /** @param yaml without version and name; duration, phases, paths and plane have defaults */
    public static Scenario of(String yaml, String... sets) {
        String text = "squall: 1\nname: scene\n" + yaml + "\n"
                + otherwise(yaml, "duration", "10 s")
                + otherwise(yaml, "phases", "[{ name: all, kind: baseline }]")
                + otherwise(yaml, "paths", "{ boundary: { capacity: 1000/s, queue: 10 } }")
                + otherwise(yaml, "plane", "{ delay: 0 s }");
        return Scenarios.read("scene.yaml", text, List.of(sets), OptionalLong.empty());
    }

    /** A path called boundary, such as {@code capacity: 1000/s, queue: 10, when-full: reject}; one of 0/s stands for an outage. */
    public static Path path(String keys) {
        String outage = "capacity: 0/s";
        if (keys.contains(outage)) {
            Path path = path(keys.replace(outage, "capacity: 1/s"));
            return new Path(
                    path.name(),
                    Rate.perSecond(0),
                    path.bitsPerSecond(),
                    path.queue(),
                    path.parallel(),
                    path.discipline(),
                    path.service(),
                    path.whenFull(),
                    path.flows());
        }
        return of("paths: { boundary: { " + keys + " } }\n"
                        + "probes: { any: { transport: push, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s } }")
                .paths()
                .getFirst();
    }

    private static String otherwise(String yaml, String key, String value) {
        return ("\n" + yaml).contains("\n" + key + ":") ? "" : key + ": " + value + "\n";
    }
}
