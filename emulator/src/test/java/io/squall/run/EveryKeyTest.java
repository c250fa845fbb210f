package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.record.Snapshot;
import io.squall.scenario.Language;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Judge;
import io.squall.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /** They describe, or come before there is a scenario. */
    private static final Set<String> WITHOUT_A_FIGURE = Set.of(
            "squall",
            "extends",
            "name",
            "title",
            "note",
            "upstream",
            "target",
            "host",
            "connections",
            "http",
            "close",
            "query",
            "wire");

    private final Set<String> tried = new HashSet<>();
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
                "storms.clients.timeout=[250 ms, 400 ms]",
                "storms.clients.deadline=600 ms",
                "storms.clients.profile=tcp-syn-classic",
                "storms.clients.profile=request-with-deadline ; storms.clients.retry.base=200 ms",
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
                "expect.recovers-after={dns: move-dns}",
                "expect={starved: [metrics, auth, deploy], recovers-by-itself: false, delivery: 98 %}",
                "phases.dns-moved={name: dns-moved, kind: mitigation, for: 1 s} ; phases.monitoring-dark.until=isolate-top-sources",
                "phases.scaling-activity.set={paths: {boundary: {capacity: 100/s}}}",
                "phases.scaling-activity.set={plane: {delay: 100 ms}}",
                "phases.scaling-activity.set={storms: {clients: {retry: {backoff: full-jitter}}}}",
                "operator.move-dns={when: dns starved, decide: {sighted: 1 s}, set: {paths: {boundary: {capacity: 5000/s}}}}",
                "phases.ordinary-morning.name=dawn",
                "paths.boundary.bits=200 kbit/s",
                "paths.boundary.parallel=2",
                "paths.boundary.discipline=lifo",
                "paths.boundary.discipline=drr",
                "paths.boundary.discipline=drr ; storms.clients.bytes={request: 1 kB, response: 200 B}",
                "paths.boundary.discipline=drr ; storms.clients.bytes.request=1 kB ; paths.boundary.quantum=10 kB",
                "paths.boundary.discipline=codel ; paths.boundary.queue=100",
                "paths.boundary.discipline=codel ; paths.boundary.queue=100 ; paths.boundary.target=20 ms",
                "paths.boundary.discipline=codel ; paths.boundary.queue=100 ; paths.boundary.interval=1 s",
                "paths.boundary.flows={entries: 300}",
                "paths.boundary.flows={entries: 300} ; paths.boundary.flows.entries=400",
                "paths.boundary.flows={entries: 300, closed: 1 ms} ; paths.boundary.flows.syn-sent=1 s",
                "paths.boundary.flows={entries: 300} ; paths.boundary.flows.closed=1 s",
                "paths.boundary.flows={entries: 300} ; storms.clients.legs=4 ; paths.boundary.flows.syn-received=1 ms",
                "paths.boundary.flows={entries: 300} ; storms.clients.legs=6 ; paths.boundary.flows.established=1 ms",
                "paths.boundary.flows={entries: 300} ; paths.boundary.flows.udp=20 ms",
                "paths.boundary.flows={entries: 300} ; paths.boundary.flows.udp-stream=1 s",
                "paths.boundary.flows={entries: 300} ; storms.resolvers.ports=kept",
                "storms.clients.legs=4",
                "paths.boundary.bits=200 kbit/s ; storms.clients.bytes={request: 120 B}",
                "paths.boundary.bits=200 kbit/s ; storms.clients.bytes={response: 120 B}",
                "storms.clients.shed=50 %",
                "storms.resolvers.population.open={sources: 64, arrivals: poisson, rates: [{at: 0 s, rate: 10/s}, {at: 20 s, rate: 100/s}]}",
                "storms.resolvers.population.open={sources: 64, arrivals: poisson, rates: [{at: 0 s, rate: 10/s}]} ; storms.resolvers.population.open.rates=[{at: 0 s, rate: 10/s}, {at: 1 s, rate: 90/s}]",
                "storms.resolvers.population.open.bursts={every: 5 s, for: 1 s, rate: 90/s}",
                "storms.resolvers.population.open.bursts={every: 5 s, for: 1 s, rate: 90/s} ; storms.resolvers.population.open.bursts.every=4 s",
                "storms.resolvers.population.open.bursts={every: 5 s, for: 1 s, rate: 90/s} ; storms.resolvers.population.open.bursts.for=2 s",
                "storms.resolvers.population.open.bursts={every: 5 s, for: 1 s, rate: 90/s} ; storms.resolvers.population.open.bursts.rate=9/s",
                "storms.clients.retry.backoff=equal-jitter",
                "storms.clients.retry.backoff=exponential ; storms.clients.retry.factor=1.6",
                "storms.clients.retry.backoff=exponential ; storms.clients.retry.jitter=20 %",
                "storms.clients.retry.backoff=decorrelated",
                "storms.clients.retry.backoff=full-jitter ; storms.clients.retry.base=400 ms",
                "storms.clients.retry.backoff=full-jitter ; storms.clients.retry.cap=400 ms",
                "storms.clients.retry.budget={deposit: request}",
                "storms.clients.retry.budget={deposit: request} ; storms.clients.retry.budget.deposit=grpc",
                "storms.clients.retry.budget={deposit: request} ; storms.clients.retry.budget.ratio=1",
                "storms.clients.retry.budget={deposit: request} ; storms.clients.retry.budget.bucket=1000",
                "storms.clients.retry.budget={deposit: request} ; storms.clients.retry.budget.cost=2",
                "storms.clients.retry.budget={deposit: request} ; storms.clients.retry.budget.floor=100/s",
                "storms.clients.retry.budget={deposit: request} ; storms.clients.retry.budget.scope=source",
                "storms.clients.retry.throttle={}",
                "storms.clients.retry.throttle={} ; storms.clients.retry.throttle.k=1.1",
                "storms.clients.retry.throttle={} ; storms.clients.retry.throttle.window=1 s",
                "storms.clients.retry.throttle={} ; storms.clients.retry.throttle.scope=source",
                "storms.clients.retry.breaker={}",
                "storms.clients.retry.breaker={} ; storms.clients.retry.breaker.failures=50",
                "storms.clients.retry.breaker={} ; storms.clients.retry.breaker.open=1 s",
                "storms.clients.retry.breaker={} ; storms.clients.retry.breaker.scope=storm",
                "criteria=[auth.p99 < 20 ms]",
                "plane.services={front: {time: 2 ms}, store: {rate: 100/s}} ; storms.clients.service=front",
                "plane.services={front: {time: 2 ms}, store: {rate: 100/s}} ; storms.clients.service=front ; plane.services.front.time=40 ms",
                "plane.services={front: {time: 2 ms}, store: {rate: 100/s}} ; storms.clients.service=front ; plane.services.front.slope=1 ms",
                "plane.services={front: {time: 2 ms}, store: {rate: 100/s}} ; storms.clients.service=front ; plane.services.front.workers=1",
                "plane.services={front: {time: 2 ms}, store: {rate: 100/s}} ; storms.clients.service=front ; plane.services.front.workers=1 ; plane.services.front.time=40 ms ; plane.services.front.queue=3",
                "plane.services={front: {time: 2 ms}, store: {rate: 100/s}} ; storms.clients.service=front ; plane.services.front.workers=1 ; plane.services.front.time=40 ms ; plane.services.front.drop-after=100 ms",
                "plane.services={front: {time: 2 ms}, store: {rate: 100/s}} ; storms.clients.service=front ; plane.services.front.fails=50 %",
                "plane.services={front: {time: 2 ms}, store: {rate: 100/s}} ; storms.clients.service=front ; storms.clients.service=store",
                "plane.services={front: {time: 2 ms}, store: {rate: 100/s}} ; storms.clients.service=front ; storms.clients.service=store ; plane.services.store.rate=50/s",
                "plane.services={front: {time: 2 ms, calls: {store: {timeout: 50 ms, retry: {limit: 1}}}}, store: {rate: 60/s}} ; storms.clients.service=front",
                "plane.services={front: {time: 2 ms, calls: {store: {timeout: 50 ms, retry: {limit: 1}}}}, store: {rate: 60/s}} ; storms.clients.service=front ; plane.services.front.calls.store.timeout=20 ms",
                "plane.services={front: {time: 2 ms, calls: {store: {timeout: 50 ms, retry: {limit: 1}}}}, store: {rate: 60/s}} ; storms.clients.service=front ; plane.services.front.calls.store.retry.limit=3"
            })
    void changing_a_key_changes_a_figure(String sets) {
        List<String> all = List.of(sets.split(" ; "));
        // What stands before the last one only makes room for the difference.
        List<String> before = all.subList(0, all.size() - 1);
        tried.add(sets);
        assertThat(figures(all)).as(sets).isNotEqualTo(before.isEmpty() ? base : figures(before));
    }

    @AfterAll
    void no_key_of_the_schema_is_left_out() {
        Set<String> keys = new TreeSet<>();
        collect(JsonMapper.shared().readTree(Language.schemaText()), keys);
        keys.removeAll(WITHOUT_A_FIGURE);
        String all = String.join(" ", tried);
        assertThat(keys).allSatisfy(key -> assertThat(all).containsPattern("\\b" + key + "\\b"));
    }

    private static void collect(JsonNode schema, Set<String> keys) {
        keys.addAll(schema.path("properties").propertyNames());
        schema.forEach(part -> collect(part, keys));
    }
}
