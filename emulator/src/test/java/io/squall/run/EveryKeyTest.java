package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Judge;
import io.squall.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No key of the language is ignored: changing it changes a figure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryKeyTest {
    private static final List<String> SHORT_DAY = List.of(
            "duration=22 s",
            "phases.ordinary-morning.for=2 s",
            "operator.move-dns.decide={sighted: 1 s, blind: 3 s}",
            "operator.move-dns.console=1 s",
            "operator.isolate-top-sources.decide={sighted: 2 s, blind: 7 s}",
            "operator.isolate-top-sources.console=1 s");

    private final Figures base = figures(List.of());

    /** All that a run says, without the text of its scenario. */
    private record Figures(String digest, Verdict verdict, String mitigations) {}

    private static Figures figures(List<String> sets) {
        List<String> all = new ArrayList<>(SHORT_DAY);
        all.addAll(sets);
        Scenario scenario = Scenarios.load("dec-7", all, OptionalLong.empty());
        Snapshot run = new SimulatedRun(scenario, new KillSwitch()).run(null, _ -> {});
        return new Figures(run.digest(), Judge.judge(scenario, run), run.mitigations() + " " + run.phases());
    }

    @BeforeAll
    void the_base_is_repeatable() {
        assertThat(figures(List.of())).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed=8",
                "duration=23 s",
                "phases.ordinary-morning.for=2500 ms",
                "phases.ordinary-morning.kind=warm-up",
                "phases.scaling-activity.drop={clients: 10 %}",
                "phases.monitoring-dark={name: monitoring-dark, kind: storm, for: 1 s}",
                "paths.boundary.capacity=600/s",
                "paths.boundary.queue=20",
                "paths.boundary.queue=unlimited",
                "paths.boundary={capacity: 500/s, discipline: fluid}",
                "paths.boundary={capacity: 500/s, queue: 14, discipline: priority, prefer: [auth]}",
                "paths.boundary.service=exponential",
                "storms.clients.retry.limit=0 ; paths.boundary.when-full=reject",
                "plane.delay=10 ms .. 40 ms",
                "storms.clients.path=isolation",
                "storms.clients.transport=push",
                "storms.clients.population.closed.sources=2000",
                "storms.clients.population.closed.think=exponential 20 s",
                "storms.clients.timeout=300 ms ± 10 %",
                "storms.clients.first-attempt=after-timeout",
                "storms.clients.retry.backoff=full-jitter",
                "storms.clients.retry.limit=1",
                "storms.clients.retry={backoff: exponential, base: 250 ms, cap: 8 s}",
                "storms.clients.retry={backoff: fixed, base: 250 ms}",
                "storms.resolvers.population.open.rate=40/s",
                "storms.resolvers.population.open.arrivals=paced",
                "storms.resolvers.population.open.sources=1",
                "probes.metrics.every=60 ms",
                "probes.metrics.jitter=5 ms",
                "probes.metrics.deadline=200 ms",
                "probes.auth.path=dns-path",
                "probes.auth.transport=push",
                "probes.metrics.path=dns-path ; operator.move-dns.when=metrics starved",
                "probes.metrics.path=dns-path ; operator.move-dns.see=dns",
                "operator.move-dns.reach=dns",
                "operator.move-dns.decide={sighted: 1 s, blind: 4 s}",
                "operator.isolate-top-sources.decide={sighted: 1 s, blind: 7 s}",
                "operator.move-dns.reach-again=200 ms",
                "operator.move-dns.console=2 s",
                "operator.move-dns.move={classes: [dns], to: dns-path}",
                "operator.move-dns.move={classes: [dns, resolvers], to: isolation}",
                "operator.isolate-top-sources.isolate={storm: clients, share: 90 %, to: isolation}",
                "verdict.window=2 s",
                "verdict.hold=15 s",
                "expect.starved=[auth]",
                "expect.recovers-by-itself=true",
                "expect={starved: [metrics, auth, deploy], recovers-by-itself: false, delivery: 98 %}"
            })
    void changing_a_key_changes_a_figure(String sets) {
        List<String> all = List.of(sets.split(" ; "));
        // What stands before the last one only makes room for the difference.
        List<String> before = all.subList(0, all.size() - 1);
        assertThat(figures(all)).as(sets).isNotEqualTo(before.isEmpty() ? base : figures(before));
    }
}
