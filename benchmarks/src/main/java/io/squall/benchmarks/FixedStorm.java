package io.squall.benchmarks;

import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A storm like that of the preset {@code dec-7}, written down here so that figures of different days can be compared: 2,500
 * closed clients that retry every 250 ms, a device of 500 packets/s, four probe classes, a trigger at 12 s, 90 s in all.
 */
final class FixedStorm {
    private static final String YAML = """
            squall: 1
            name: fixed-storm
            seed: 7
            duration: 90 s
            phases:
              - { name: calm, kind: baseline, for: 12 s }
              - { name: trigger, kind: trigger, for: 1 s, drop: { clients: 60 % } }
              - { name: storm, kind: storm, until: move-dns }
              - { name: moved, kind: mitigation, until: isolate }
              - { name: isolated, kind: recovery }
            paths:
              boundary: { capacity: 500/s, queue: 14 }
              dns-path: { capacity: 500/s, queue: 14 }
              isolation: { capacity: 500/s, queue: 14 }
            plane: { delay: 10 ms .. 30 ms }
            storms:
              clients:
                transport: tcp
                path: boundary
                population: { closed: { sources: 2500, think: exponential 30 s } }
                timeout: 250 ms ± 10 %
                retry: { backoff: broken, base: 250 ms, cap: 8 s }
              resolvers:
                transport: dns
                path: boundary
                population: { open: { sources: 64, rate: 30/s, arrivals: poisson } }
                timeout: 250 ms ± 10 %
            probes:
              metrics: { transport: push, path: boundary, every: 50 ms, jitter: 10 ms, deadline: 250 ms }
              dns: { transport: dns, path: boundary, every: 50 ms, jitter: 10 ms, deadline: 250 ms }
              auth: { transport: tcp, path: boundary, every: 50 ms, jitter: 10 ms, deadline: 250 ms }
              deploy: { transport: tcp, path: boundary, every: 50 ms, jitter: 10 ms, deadline: 250 ms }
            operator:
              move-dns:
                when: dns starved
                see: metrics
                reach: deploy
                decide: { sighted: 8 s, blind: 24 s }
                reach-again: 2 s
                console: 5 s
                move: { classes: [dns, resolvers], to: dns-path }
              isolate:
                when: auth starved
                see: metrics
                reach: deploy
                decide: { sighted: 18 s, blind: 54 s }
                reach-again: 2 s
                console: 5 s
                isolate: { storm: clients, share: 50 %, to: isolation }
            verdict: { window: 1 s, hold: 3 s }
            """;

    private FixedStorm() {}

    static Scenario scenario() {
        try {
            Path file = Files.createTempFile("fixed-storm", ".yaml");
            try {
                Files.writeString(file, YAML);
                return Scenarios.load(file.toString(), List.of(), OptionalLong.empty());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
