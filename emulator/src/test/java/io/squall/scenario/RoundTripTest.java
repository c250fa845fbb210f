package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The resolved text")
class RoundTripTest {
    private static final OptionalLong OWN_SEED = OptionalLong.empty();

    /** Together they use every key and every word of the language. */
    static List<List<String>> variants() {
        return List.of(
                List.of(),
                List.of("storms.clients.retry.backoff=full-jitter", "storms.clients.close=fin"),
                List.of("storms.clients.retry={backoff: exponential, base: 1 us, cap: 1 h, limit: 5}"),
                List.of(
                        "storms.clients.retry={backoff: fixed, base: 7 ns}",
                        "storms.clients.first-attempt=after-timeout"),
                List.of("storms.clients.retry={backoff: none, limit: unlimited}"),
                List.of("storms.clients.retry=null", "storms.clients.timeout=exponential 1 s"),
                List.of("storms.clients.profile=grpc-connect", "expect.recovers-after={dns: move-dns}"),
                List.of("storms.clients.profile=tcp-syn-linear-4", "storms.clients.deadline=1 min"),
                List.of("phases.dns-moved.set={storms: {clients: {profile: sdk-standard, timeout: 1 s}}}"),
                List.of(
                        "storms.resolvers.population.open.arrivals=jittered 33 ms",
                        "storms.resolvers.population.open.rate=7/min"),
                List.of("storms.resolvers.population.open.arrivals=paced", "storms.resolvers.transport=push"),
                List.of("paths.boundary={capacity: 1/min, discipline: fluid}", "plane.delay=0 s"),
                List.of("paths.boundary.discipline=priority", "paths.boundary.prefer=[dns, clients]"),
                List.of(
                        "paths.boundary.queue=unlimited",
                        "paths.boundary.service=exponential",
                        "paths.boundary.when-full=reject"),
                List.of(
                        "operator.move-dns={when: dns starved, decide: {sighted: 1 s}, move: {classes: [dns], to: isolation}}"),
                List.of(
                        "paths.boundary={capacity: 500/s, queue: 9, parallel: 3, bits: 1.5 Mbit/s, discipline: drr, quantum: 3 kB,"
                                + " flows: {entries: 65_536, udp: exponential 4 s, closed: 1 min}}",
                        "paths.isolation={capacity: 500/s, queue: 9, discipline: codel, target: 3 ms}",
                        "paths.dns-path.discipline=lifo"),
                List.of(
                        "plane={delay: 1 ms p99 20 ms, services: {front: {time: 1 ms, workers: 4, queue: 9, drop-after: 1 s,"
                                + " calls: {store: {timeout: 1 s, retry: {limit: 2, backoff: decorrelated, base: 1 ms, cap: 1 s}}}},"
                                + " store: {rate: 300/s, fails: 1.5 %, slope: 1 us, upstream: \"127.0.0.1:8080\"}}}",
                        "storms.clients.service=front",
                        "storms.clients.legs=6",
                        "storms.clients.bytes={request: 120 B, response: 1.4 kB}"),
                List.of(
                        "storms.clients.retry={limit: 3, backoff: equal-jitter, base: 1 s, cap: 8 s,"
                                + " budget: {deposit: grpc, ratio: 0.2, floor: 10/s, scope: source},"
                                + " throttle: {k: 1.5, window: 10 s}, breaker: {failures: 3}}",
                        "storms.clients.shed=12.5 %",
                        "storms.resolvers.ports=kept",
                        "probes.dns.query=www.example.com"),
                List.of(
                        "storms.resolvers.population={open: {sources: 9, arrivals: poisson,"
                                + " rates: [{at: 0 s, rate: 1/s}, {at: 9 s, rate: 0/s}], bursts: {every: 5 s, for: 1 s, rate: 9/s}}}"),
                List.of(
                        "criteria=[auth.p99 < 20 ms for 10 s, \"dns.delivery >= 99.5 % in ordinary-morning\"]",
                        "phases.1.set={paths: {boundary: {capacity: 100/s}}, plane: {delay: 1 s}}",
                        "operator.move-dns.move=null",
                        "operator.move-dns.set={storms: {clients: {retry: {backoff: full-jitter}}}}"),
                List.of(
                        "phases=[{name: a, kind: warm-up, for: 10 s}, {name: b, kind: trigger, for: 80 s, drop: {clients: 1}}]"),
                List.of("operator=null", "phases=[{name: all, kind: baseline}]", "storms=null"),
                List.of(
                        "storms.clients.transport=http",
                        "storms.clients.http={target: \"/login?user=a:&b={}\", host: auth.internal, connections: kept}"),
                List.of("probes.auth.transport=http", "probes.auth.http.target=/", "storms.clients.transport=http"),
                List.of("verdict=null", "expect=null", "title=null", "seed=null"),
                List.of("expect.recovers-by-itself=true", "expect.delivery=99.95 %"),
                List.of("title=\"a \\\"b\\\" \\\\ \\t # é \\u2028 \\U0001F600: x\"", "note=\"two\\nlines: {\""));
    }

    @ParameterizedTest
    @MethodSource("variants")
    @DisplayName("gives an equal scenario with an equal hash")
    void again(List<String> sets) {
        Scenario once = Scenarios.read("sample.yaml", Sample.TEXT, sets, OWN_SEED);
        Scenario again = Scenarios.read("again.yaml", once.source(), List.of(), OWN_SEED);
        assertThat(again).isEqualTo(once);
        assertThat(again.hash()).matches("[0-9a-f]{64}");
    }

    @Test
    @DisplayName("writes all defaults out, extends nothing, and keeps the order of the classes")
    void canonical() {
        String text = Scenarios.load("dec-7-oob", List.of(), OWN_SEED).source();
        assertThat(text)
                .startsWith("squall: 1\nname: dec-7-oob\ntitle: 7 December 2021 with monitoring out of band\n")
                .doesNotContain("extends", "#")
                .contains("""
                        seed: 7
                        duration: 90 s
                        phases:
                          - name: ordinary-morning
                            kind: baseline
                            for: 12 s
                          - name: scaling-activity
                            kind: trigger
                            for: 1 s
                            drop:
                              clients: 60 %
                        """)
                .contains("""
                          out-of-band:
                            capacity: 500/s
                            discipline: fifo
                            queue: 14
                            service: deterministic
                            when-full: silence
                            parallel: 1
                        """)
                .contains("""
                            timeout: 225 ms .. 275 ms
                            first-attempt: at-once
                            shed: 0 %
                            retry:
                              limit: unlimited
                              backoff: broken
                              base: 250 ms
                              cap: 8 s
                            close: rst
                        """)
                .endsWith("""
                        expect:
                          starved: [dns, auth, deploy]
                          recovers-by-itself: false
                          delivery: 0 %
                        """);
    }

    @Test
    @DisplayName("has a hash that depends on every number but not on the seed")
    void hash() {
        Scenario dec7 = Scenarios.load("dec-7", List.of(), OWN_SEED);
        Scenario reseeded = Scenarios.load("dec-7", List.of(), OptionalLong.of(-8));
        assertThat(reseeded.seed().value()).isEqualTo(-8);
        assertThat(reseeded.source()).contains("\nseed: -8\n");
        assertThat(reseeded.hash()).isEqualTo(dec7.hash());
        assertThat(Scenarios.load("dec-7", List.of("seed=8"), OWN_SEED).hash()).isEqualTo(dec7.hash());
        assertThat(Scenarios.load("dec-7", List.of("paths.boundary.queue=15"), OWN_SEED)
                        .hash())
                .isNotEqualTo(dec7.hash());
    }

    @Test
    @DisplayName("is the same whichever way the same thing was written")
    void spelling() {
        List<String> sets = List.of("duration=1.5 min", "storms.clients.timeout=225ms..275ms", "expect.delivery=0.0");
        assertThat(Scenarios.read("sample.yaml", Sample.TEXT, sets, OWN_SEED).source())
                .isEqualTo(Sample.load().source());
    }
}
