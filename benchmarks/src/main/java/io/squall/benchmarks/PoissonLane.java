package io.squall.benchmarks;

import io.squall.guard.Cap;
import io.squall.record.Lateness;
import io.squall.record.Ledger;
import io.squall.record.Recorder;
import io.squall.record.Timeline;
import io.squall.run.Demand;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.scenario.StormSpec;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.storm.Storm;
import io.squall.storm.StormPorts;
import io.squall.time.Idle;
import io.squall.time.SystemClock;
import io.squall.time.Waiting;
import io.squall.wire.netty.VolleyWire;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How late a storm of pushes leaves: an open population, its timers, recorder and wire as in a run, into a socket that nobody reads,
 * on one thread, {@code squall-shard}, which waits in a way of {@link Waiting}. The rounds before the last count are for the compiler.
 *
 * <pre>
 *     PoissonLane RATE MS ROUNDS COUNT HOW      count, then p50, p99, p99.9 and the greatest in µs, of each round of so many ms
 * </pre>
 */
public final class PoissonLane {
    private static final long MS = 1_000_000;

    @SuppressWarnings("InlineFormatString") // it is a file, and reads as one
    private static final String SCENARIO = """
            squall: 1
            name: poisson
            title: Pushes into a sink
            seed: 7
            duration: %s ms
            phases:
              - { name: storm, kind: storm }
            paths:
              boundary: { capacity: 1000000/s, queue: 1000 }
            plane: { delay: 0 ms }
            storms:
              clients:
                transport: push
                path: boundary
                population: { open: { sources: 65536, rate: %s/s, arrivals: poisson } }
                timeout: 100 ms
                retry: { limit: 0 }
            """;

    private PoissonLane() {}

    public static void main(String[] args) throws InterruptedException {
        Scenario scenario =
                Scenarios.read("poisson", SCENARIO.formatted(args[1], args[0]), List.of(), OptionalLong.empty());
        int rounds = Integer.parseInt(args[2]);
        int count = Integer.parseInt(args[3]);
        Waiting how = Waiting.valueOf(args[4].toUpperCase(Locale.ROOT));
        Thread shard = new Thread(
                () -> {
                    for (int i = 0; i < rounds; i++) {
                        try (DatagramSocket sink = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                            round(scenario, (InetSocketAddress) sink.getLocalSocketAddress(), how, i >= rounds - count);
                        } catch (SocketException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                },
                "squall-shard");
        shard.start();
        shard.join();
    }

    private static void round(Scenario scenario, InetSocketAddress sink, Waiting how, boolean counts) {
        Timeline timeline = new Timeline(scenario.durationNs(), 1);
        Recorder recorder = new Ledger(scenario, timeline, Recorder.Reader.ANOTHER_THREAD).of(0);
        // Between two rounds others have their turn, so that a thread of a high priority is not held up in the midst of
        // one.
        SystemClock clock = new SystemClock(200 * MS);
        try (SocketLoop loop = new SocketLoop(clock);
                VolleyWire wire = new VolleyWire(loop, Demand.of(scenario).permit(), sink, new ReceiptQueue(16))) {
            StormSpec spec = scenario.storms().getFirst();
            Storm storm = new Storm(
                    0,
                    spec.name(),
                    spec.population(),
                    spec.behaviour(),
                    new StormPorts(
                            wire,
                            recorder,
                            scenario.seed(),
                            new Cap(Demand.of(scenario).permit()),
                            scenario.skipAfterNs()),
                    timeline.durationNs());
            Idle.parking(150 * MS).idle(150 * MS);
            Idle idle = how.over(loop, clock);
            long nowNs;
            while ((nowNs = clock.nowNs()) < timeline.durationNs()) {
                int work = storm.doWork(nowNs);
                idle.idle(work > 0 ? 0 : storm.nextDueNs() - nowNs);
            }
        }
        Lateness late = recorder.lateness();
        if (counts) {
            System.out.printf(
                    "%d %.1f %.1f %.1f %.1f%n",
                    late.count(),
                    late.percentileNs(50) / 1e3,
                    late.percentileNs(99) / 1e3,
                    late.percentileNs(99.9) / 1e3,
                    late.maxNs() / 1e3);
        }
    }
}
