package io.squall.physics;

import static io.squall.physics.Figures.MS;
import static io.squall.physics.Figures.S;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.Cap;
import io.squall.load.Arrivals;
import io.squall.load.Schedule;
import io.squall.load.Seed;
import io.squall.load.Shape;
import io.squall.load.Spread;
import io.squall.mailbox.Mailbox;
import io.squall.probe.Probe;
import io.squall.record.Digest;
import io.squall.record.LatencyLog;
import io.squall.record.Percentiles;
import io.squall.record.Recorder;
import io.squall.record.Timeline;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.Behaviour;
import io.squall.scenario.Population;
import io.squall.storm.Storm;
import io.squall.storm.StormPorts;
import io.squall.time.Actor;
import io.squall.time.Rate;
import io.squall.wire.Outcome;
import io.squall.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;

/**
 * Known answer 10: 20,000 requests are due every 10 ms and take 1 ms; those due from 100 s on are all answered at 200 s.
 *
 * <pre>
 *     latency ▲          ╲              open loop: mean 25.0 s, p50 1 ms, p75 50 s
 *       100 s ┤          │╲             closed loop, which waits and then goes on: mean 10.999 ms
 *             │          │  ╲
 *        1 ms ┼──────────┘    ╲► due
 *             0        100 s  200 s
 * </pre>
 */
class HonestMeasurementTest {
    private static final int N = 20_000;
    private static final long STALL_NS = 100 * S;
    private static final long END_NS = 200 * S;
    private static final Timeline TIMELINE = new Timeline(END_NS, 1);

    private final Recorder recorder = new Recorder(TIMELINE, new Digest(), END_NS, Long.MAX_VALUE / 2, true);

    private static Wire stallingWire() {
        return new ScriptedWire((wire, attempt, nowNs) ->
                wire.outcome(attempt, Outcome.ANSWERED, nowNs < STALL_NS ? nowNs + MS : END_NS));
    }

    @Test
    void a_probe_reports_the_stall_as_its_users_felt_it() throws Exception {
        Schedule schedule = new Schedule(new Arrivals.Paced(), 10 * MS, 0, 1);
        Probe.Terms terms = new Probe.Terms(10 * MS, END_NS, S, END_NS);
        check(new Probe(0, terms, schedule, stallingWire(), new Probe.Records(recorder, null), new Mailbox<>()));
    }

    @Test
    void an_open_storm_reports_the_stall_as_its_users_felt_it() throws Exception {
        Population population = new Population.Open(N, Shape.constant(Rate.perSecond(100)), new Arrivals.Paced());
        Behaviour patient = new Behaviour(new Spread.Fixed(2 * END_NS), RetryPolicy.NEVER, false, 0);
        StormPorts ports = new StormPorts(stallingWire(), recorder, new Seed(1), Cap.none(), S);
        check(new Storm(0, "storm", population, patient, ports, END_NS));
    }

    private void check(Actor actor) throws Exception {
        ByteArrayOutputStream hlog = new ByteArrayOutputStream();
        LatencyLog log = new LatencyLog(TIMELINE, new PrintStream(hlog, false, UTF_8), "known answer 10");
        log.follow("requests", List.of("all"), List.of(recorder), true);
        new VirtualTime(actor).runTo(END_NS);
        log.take(TIMELINE.cuts() - 1);
        Percentiles all = log.ofPhase("requests", 0);
        assertThat(all.count()).isEqualTo(N);
        Figures.within("mean in s, n " + N, all.meanNs() / 1e9, 25.0, .01);
        Figures.withinPercent("p50 in ms, n " + N, all.p50Ns() / 1e6, 1, .1);
        Figures.withinPercent("p75 in s from the log, n " + N, p75Ns(hlog.toByteArray()) / 1e9, 50, .1);
        Figures.withinPercent("longest in s, n " + N, all.maxNs() / 1e9, 100, .1);
    }

    private static double p75Ns(byte[] hlog) throws Exception {
        try (HistogramLogReader reader = new HistogramLogReader(new ByteArrayInputStream(hlog))) {
            Histogram requests = (Histogram) reader.nextIntervalHistogram();
            assertThat(requests.getTag()).isEqualTo("requests/all");
            return requests.getValueAtPercentile(75);
        }
    }
}
