package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.squall.guard.KillSwitch;
import io.squall.plane.netty.PlaneServers;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.socket.Sockets;
import io.squall.time.Actor;
import io.squall.time.Idle;
import io.squall.verdict.Judge;
import io.squall.verdict.Law;
import io.squall.verdict.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs on real sockets, kept short. A host that is too busy may make them INVALID; it may not make them FAIL. */
class SocketRunTest {
    private static final List<String> SHORT_DAY = List.of(
            "duration=26 s",
            "phases.ordinary-morning.for=2 s",
            "phases.scaling-activity.for=400 ms",
            "operator.move-dns.decide={sighted: 1 s, blind: 3 s}",
            "operator.move-dns.console=1 s",
            "operator.isolate-top-sources.decide={sighted: 2 s, blind: 7 s}",
            "operator.isolate-top-sources.console=1 s",
            "verdict.hold=2 s");

    private static Scenario scenario(String name, List<String> sets) {
        return Scenarios.load(name, sets, OptionalLong.empty());
    }

    private static Snapshot run(Scenario scenario) {
        return new SocketRun(scenario, new KillSwitch(), 0, List.of()).run(null, _ -> {});
    }

    @Test
    void the_short_day_has_its_five_acts_on_real_sockets() {
        Scenario scenario = scenario("dec-7", SHORT_DAY);
        Snapshot run = run(scenario);
        Verdict verdict = Judge.judge(scenario, run);
        assertThat(Law.breaches(run)).isEmpty();
        assertThat(verdict.outcome())
                .as("%s %s %s", verdict.reasons(), run.phases(), run.mitigations())
                .isIn(Verdict.Outcome.PASS, Verdict.Outcome.INVALID);
        assertThat(run.classRecord("clients").total(Counter.SENT)).isGreaterThan(20_000);
    }

    @Test
    void a_plane_stand_in_that_dies_starves_its_class_and_is_named_as_the_cause() {
        Scenario scenario = scenario("quiet", List.of("duration=5 s", "verdict.window=500 ms", "verdict.hold=500 ms"));
        int auth = scenario.classIndex("auth");
        Snapshot run = new SocketRun(scenario, new KillSwitch(), 0, List.of())
                .drivingPlaneBy(plane -> new DyingPlane(plane, auth, 1_000_000_000))
                .run(null, _ -> {});
        Verdict verdict = Judge.judge(scenario, run);
        assertThat(Law.breaches(run)).isEmpty();
        if (verdict.outcome() != Verdict.Outcome.INVALID) {
            assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAIL);
            assertThat(verdict.reasons()).containsExactly("auth was STARVED, by the plane");
        }
    }

    @Test
    void classes_of_http_are_answered_by_their_stand_ins_on_fresh_and_on_kept_connections() {
        Scenario scenario = scenario(
                "quiet",
                List.of(
                        "duration=3 s",
                        "storms.clients.transport=http",
                        "storms.clients.http.target=/login",
                        "probes.auth.transport=http",
                        "probes.auth.http.connections=kept",
                        "probes.deploy.transport=http"));
        Snapshot run = run(scenario);
        assertThat(Law.breaches(run)).isEmpty();
        assertThat(Judge.judge(scenario, run).outcome()).isNotEqualTo(Verdict.Outcome.FAIL);
        for (String name : List.of("clients", "auth", "deploy")) {
            assertThat(run.classRecord(name).total(Counter.ANSWERED)).as(name).isPositive();
            assertThat(run.classRecord(name).total(Counter.FAILED)).as(name).isZero();
        }
    }

    /** Drives the stand-ins, and lets one of them die at an instant. */
    private static final class DyingPlane implements Actor {
        private final PlaneServers plane;
        private final int trafficClass;
        private final long deathNs;
        private boolean dead;

        DyingPlane(PlaneServers plane, int trafficClass, long deathNs) {
            this.plane = plane;
            this.trafficClass = trafficClass;
            this.deathNs = deathNs;
        }

        @Override
        public int doWork(long nowNs) {
            if (!dead && nowNs >= deathNs) {
                dead = true;
                plane.kill(trafficClass);
            }
            return plane.doWork(nowNs);
        }

        @Override
        public long nextDueNs() {
            return dead ? plane.nextDueNs() : Math.min(deathNs, plane.nextDueNs());
        }
    }

    private static final String PUSHES = resource("pushes.yaml");

    private static String resource(String name) {
        return Objects.requireNonNull(SocketRunTest.class.getResource(name)).getPath();
    }

    @ParameterizedTest
    @ValueSource(ints = {30_000, 5_000})
    void every_push_of_a_flood_is_answered_or_lost_at_the_device(int capacity) {
        Scenario scenario = scenario(PUSHES, List.of("paths.boundary.capacity=" + capacity + "/s"));
        Snapshot run = run(scenario);
        assertThat(Law.breaches(run)).isEmpty();
        if (run.health().kernelDrops() == 0) {
            ClassRecord agents = run.classRecord("agents");
            long sent = agents.total(Counter.SENT);
            assertThat(run.pathLog().arrived(0, 0, run.timeline().cuts())).isCloseTo(sent, within(sent / 50));
            long lost = run.pathLog().dropped(0, 0, 0, run.timeline().cuts());
            // The log of the device ends with the last cut; the last pushes pass it a moment later.
            assertThat(agents.total(Counter.ANSWERED) + agents.total(Counter.LATE) + lost)
                    .isBetween(sent - sent / 50, sent);
            assertThat(agents.total(Counter.ANSWERED)).isPositive();
            assertThat(lost).isGreaterThan(capacity < 10_000 ? sent / 3 : -1);
        }
    }

    @Test
    void a_sink_that_does_not_read_for_too_long_makes_the_run_invalid() {
        Scenario scenario = scenario(
                PUSHES,
                List.of(
                        "duration=4 s",
                        "paths.boundary.queue=4096",
                        "storms.agents.population.open.rate=60000/s",
                        "paths.boundary.capacity=200000/s"));
        Snapshot run = new SocketRun(scenario, new KillSwitch(), 0, List.of())
                .drivingPlaneBy(Hanging::new)
                .run(null, _ -> {});
        assertThat(Law.breaches(run)).isEmpty();
        Verdict verdict = Judge.judge(scenario, run);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INVALID);
        assertThat(verdict.reasons()).anyMatch(reason -> reason.startsWith("the kernel dropped"));
    }

    /** Drives the stand-ins, and hangs once, for so long that no socket buffer holds what comes meanwhile. */
    private record Hanging(PlaneServers plane, AtomicBoolean hung) implements Actor {
        Hanging(PlaneServers plane) {
            this(plane, new AtomicBoolean());
        }

        @Override
        public int doWork(long nowNs) {
            if (nowNs >= 500_000_000 && !hung.getAndSet(true)) {
                Idle.parking(3_000_000_000L).idle(3_000_000_000L);
            }
            return plane.doWork(nowNs);
        }

        @Override
        public long nextDueNs() {
            return plane.nextDueNs();
        }
    }

    @Test
    void two_runs_at_once_do_not_disturb_each_others_books() throws Exception {
        Scenario scenario = scenario("quiet", List.of("duration=3 s"));
        Callable<Snapshot> one = () -> run(scenario);
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (var future : both.invokeAll(List.of(one, one))) {
                Snapshot run = future.get();
                assertThat(Law.breaches(run)).isEmpty();
                assertThat(Judge.judge(scenario, run).outcome()).isNotEqualTo(Verdict.Outcome.FAIL);
                assertThat(run.health().noticing())
                        .extracting(SelfHealth.Noticing::name)
                        .as("whose answers have the kernel's stamps")
                        .isEqualTo(Sockets.best() == Sockets.EPOLL ? List.of("dns") : List.of());
                for (ClassRecord probe : run.probes()) {
                    assertThat(probe.total(Counter.ANSWERED)).as(probe.name()).isPositive();
                }
            }
        }
    }

    @Test
    void the_kill_switch_ends_a_run_within_a_second_or_so_with_its_books_in_order() {
        Scenario scenario = scenario("quiet", List.of());
        KillSwitch killSwitch = new KillSwitch();
        Snapshot run = new SocketRun(scenario, killSwitch, 0, List.of()).run(null, beat -> {
            if (beat.nowNs() >= 2_000_000_000L) {
                killSwitch.throwIt();
            }
        });
        assertThat(run.phases().getLast().endNs()).isBetween(2_000_000_000L, 4_000_000_000L);
        assertThat(Law.breaches(run)).isEmpty();
    }
}
